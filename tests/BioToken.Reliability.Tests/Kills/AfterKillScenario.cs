namespace BioToken.Reliability.Tests;

/// <summary>A second interruption: a command was already killed, and the command that continues is killed too.</summary>
/// <param name="first">The command that was killed.</param>
/// <param name="part">The call at which the command was killed, from 0 for the first to 1 after the last.</param>
/// <param name="isResumed">True to resume; false to run the same command again.</param>
internal sealed class AfterKillScenario(TokenScenario first, double part, bool isResumed) : KillScenario
{
    private KillPoint _point;
    private bool _isResumedNext;

    public override string Name => $"{(isResumed ? "resume" : "the same again")} after {first.Name} was killed at {_point}";

    /// <summary>True if the same command is run again: it may find nothing left to do, or a gap.</summary>
    public override bool MayRefuse => !isResumed;

    public override async Task PrepareAsync(KillPlace place)
    {
        await first.PrepareAsync(place);
        FileTree before = FileTree.Read(place.Path);
        TracedRun whole = place.Strace.Run(first.Command(place));
        await first.LearnAsync(place);
        KillPoint[] points = [.. whole.Points(place.Path)];
        _point = points[(int)(part * points.Length)];
        before.WriteTo(place.Path);
        if (!place.Strace.Run(first.Command(place), _point).WasKilled)
            throw new InvalidOperationException($"{first.Name} was not killed at {_point}.");
    }

    public override ToolRun Command(KillPlace place)
        => isResumed ? BiotokenCommand.Run(TokenScenario.ResumeArguments(place)) : first.Command(place);

    public override Task LearnAsync(KillPlace place) => Task.CompletedTask;

    public override Task CheckAsync(KillPlace place)
    {
        // The two ways alternate: there are many second interruptions, and each way is used after every first one.
        _isResumedNext = !_isResumedNext;
        return first.CheckAsync(place, _isResumedNext);
    }
}
