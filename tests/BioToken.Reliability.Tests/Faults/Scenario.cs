namespace BioToken.Reliability.Tests.Faults;

/// <summary>One operation on one kind of token: the token's contents before, and the required contents afterwards.</summary>
internal sealed class Scenario
{
    private readonly Backend _backend;
    private readonly object _saved;

    private Scenario(Work work, Backend backend, object saved, ObjectSet before, ObjectSet after, ObjectSet erased)
    {
        Work = work;
        _backend = backend;
        _saved = saved;
        Before = before;
        After = after;
        Old = before.Except(erased);
        New = after.Except(before);
        Others = erased;
    }

    public Work Work { get; }

    public ObjectSet Before { get; }

    /// <summary>The token's contents after the operation.</summary>
    public ObjectSet After { get; }

    /// <summary>The expiring identity.</summary>
    public ObjectSet Old { get; }

    /// <summary>The identity that is written.</summary>
    public ObjectSet New { get; }

    /// <summary>The objects that must not change.</summary>
    public ObjectSet Others { get; }

    /// <summary>The faults that can occur on such a token.</summary>
    public IReadOnlyList<CallFaultKind> Kinds
        => [.. Enum.GetValues<CallFaultKind>().Where(
            kind => _backend.CanBeRemoved || kind is not (CallFaultKind.Removed or CallFaultKind.RemovedAfter))];

    public static async Task<Scenario> MakeAsync(Work work, Backend backend)
    {
        object saved = await FillAsync(backend);
        ObjectSet before = await DoAsync(backend, saved, work, _ => Task.CompletedTask);
        ObjectSet after = await DoAsync(backend, saved, work, life => life.WorkAsync(work));
        ObjectSet erased = await DoAsync(backend, saved, work, life => life.WorkAsync(Work.Erase));
        return new Scenario(work, backend, saved, before, after, erased);
    }

    public World MakeWorld() => _backend.Make(Work, _saved);

    public override string ToString() => $"{Work} on {_backend.Name}";

    private static async Task<object> FillAsync(Backend backend)
    {
        using World world = backend.Make(Work.Write, saved: null);
        await using (Life life = await world.LiveAsync())
        {
            await life.Token.WriteAsync(TestIdentities.Agent, Life.Writing, cancellationToken: Life.Cancellation);
            await life.Token.WriteAsync(TestIdentities.Expiring, Life.Writing, cancellationToken: Life.Cancellation);
            await life.WriteForeignAsync("PPS", isPrivate: true, [1, 2, 3, 4]);
            await life.WriteForeignAsync("vendor", isPrivate: false, [5, 6, 7, 8]);
        }

        return world.Save();
    }

    /// <summary>Performs an action without a fault.</summary>
    private static async Task<ObjectSet> DoAsync(Backend backend, object saved, Work work, Func<Life, Task> what)
    {
        using World world = backend.Make(work, saved);
        await using (Life life = await world.LiveAsync())
            await what(life);
        return world.Objects;
    }
}
