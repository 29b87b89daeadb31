using System.Collections.Concurrent;
using BioToken.Simulator;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>One kind of work on one kind of token: how the token is before, and how it has to be afterwards.</summary>
internal sealed class Scenario
{
    private static readonly ConcurrentDictionary<(Work Work, string Vendor), Scenario> Made = new();

    private Scenario(Work work, string vendor, AttributeSet[] objects, ObjectSet before, ObjectSet after, ObjectSet old)
    {
        Work = work;
        Vendor = vendor;
        Objects = objects;
        Before = before;
        After = after;
        Old = old;
        New = after.Except(before);
        Others = before.Except(old);
    }

    public Work Work { get; }

    public string Vendor { get; }

    /// <summary>The objects that the token begins with.</summary>
    public AttributeSet[] Objects { get; }

    public ObjectSet Before { get; }

    /// <summary>How the token is when the work is done.</summary>
    public ObjectSet After { get; }

    /// <summary>The expiring identity.</summary>
    public ObjectSet Old { get; }

    /// <summary>What is written.</summary>
    public ObjectSet New { get; }

    /// <summary>What nothing may touch.</summary>
    public ObjectSet Others { get; }

    public static async Task<Scenario> GetAsync(Work work, string vendor)
    {
        if (Made.TryGetValue((work, vendor), out Scenario? known))
            return known;
        AttributeSet[] objects = await MakeObjectsAsync(vendor);
        ObjectSet before = new(objects);
        Scenario unfinished = new(work, vendor, objects, before, before, before);
        ObjectSet after = await DoAsync(unfinished, life => life.WorkAsync(work));
        ObjectSet erased = await DoAsync(unfinished, life => life.WorkAsync(Work.Erase));
        return Made.GetOrAdd((work, vendor), new Scenario(work, vendor, objects, before, after, before.Except(erased)));
    }

    /// <summary>Does something without a fault.</summary>
    private static async Task<ObjectSet> DoAsync(Scenario scenario, Func<Life, Task> work)
    {
        using World world = new(scenario);
        await using Life life = await world.LiveAsync();
        await work(life);
        return world.Objects;
    }

    private static async Task<AttributeSet[]> MakeObjectsAsync(string vendor)
    {
        using World world = new(new Scenario(Work.Write, vendor, [], ObjectSet.Empty, ObjectSet.Empty, ObjectSet.Empty));
        await using (Life life = await world.LiveAsync())
        {
            await life.Token.WriteAsync(Identities.Agent, cancellationToken: Life.Cancellation);
            await life.Token.WriteAsync(Identities.Expiring, cancellationToken: Life.Cancellation);
            await life.WriteForeignAsync("PPS", isPrivate: true, [1, 2, 3, 4]);
            await life.WriteForeignAsync("vendor", isPrivate: false, [5, 6, 7, 8]);
        }

        return [.. world.Device.Objects.Select(o => o.Attributes)];
    }
}
