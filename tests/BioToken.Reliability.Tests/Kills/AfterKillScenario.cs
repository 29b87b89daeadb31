namespace BioToken.Reliability.Tests;

/// <summary>The second stop: a command was killed already, and what goes on from there is killed too.</summary>
/// <param name="first">The command that was killed.</param>
/// <param name="part">At which of its calls, from 0 for the first to 1 behind the last.</param>
/// <param name="isResumed">True to resume; false to type the same command again.</param>
internal sealed class AfterKillScenario(TokenScenario first, double part, bool isResumed) : KillScenario
{
    private KillPoint _point;
    private bool _isResumedNext;

    public override string Name => $"{(isResumed ? "resume" : "the same again")} after {first.Name} was killed at {_point}";

    /// <summary>The same command may find that there is nothing left to do, or a gap.</summary>
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
        // By turns: there are many second stops, and each way is gone after every first one.
        _isResumedNext = !_isResumedNext;
        return first.CheckAsync(place, _isResumedNext);
    }
}
