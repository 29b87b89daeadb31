using BioToken.Identities;
using BioToken.Reliability.Tests.Faults;

namespace BioToken.Reliability.Tests.Fuzzing.Settling;

/// <summary>
/// The history of a token: the programs that ran one after the other, the last one perhaps killed; the token's resulting contents, and each
/// journal that was on disk.
/// </summary>
/// <param name="Name">A description of the programs.</param>
/// <param name="Kind">The kind of token.</param>
/// <param name="Token">The token's contents.</param>
/// <param name="Journals">The journal after each program.</param>
internal sealed record SettlingHistory(string Name, Work Kind, object Token, IReadOnlyList<byte[]> Journals)
{
    private const int KillsOfEach = 4;

    private static readonly (string Name, Work Kind, Func<Life, Task>[] Steps)[] Known =
    [
        ("write", Work.Write, [WriteExpiring]),
        ("write, replace", Work.Replace, [WriteExpiring, Replace]),
        ("write, replace, write the old one again", Work.Replace, [WriteExpiring, Replace, WriteExpiring]),
        ("write, erase", Work.Erase, [WriteExpiring, Erase]),
        ("write, erase, write again", Work.Erase, [WriteExpiring, Erase, WriteExpiring]),
        ("write, replace by the same", Work.ReplaceBySame, [WriteExpiring, life => life.WorkAsync(Work.ReplaceBySame)]),
        ("write both", Work.Write, [WriteExpiring, WriteRenewed]),
        ("write, replace in place", Work.ReplaceInPlace, [WriteExpiring, life => life.WorkAsync(Work.ReplaceInPlace)]),
    ];

    /// <summary>Creates all histories, each run to its end and also killed at random calls.</summary>
    public static async Task<IReadOnlyList<SettlingHistory>> MakeAllAsync(Random random)
    {
        List<SettlingHistory> all = [];
        foreach ((string name, Work kind, Func<Life, Task>[] steps) in Known)
        {
            (SettlingHistory whole, int calls) = await MakeAsync(name, kind, steps, kill: null);
            all.Add(whole);
            for (int i = 0; i < KillsOfEach; i++)
                all.Add((await MakeAsync(name, kind, steps, new CallFault(1 + random.Next(calls), CallFaultKind.KillAfter))).History);
        }

        return all;
    }

    private static async Task<(SettlingHistory History, int Calls)> MakeAsync(
        string name, Work kind, Func<Life, Task>[] steps, CallFault? kill)
    {
        using World world = Backend.Simulated("generic").Make(kind, saved: null);
        List<byte[]> journals = [];
        int calls = 0;
        await using (Life life = await world.LiveAsync())
            await life.Token.WriteAsync(TestIdentities.Agent, Life.Writing, cancellationToken: Life.Cancellation);
        for (int i = 0; i < steps.Length; i++)
        {
            await using Life life = await world.LiveAsync();
            await life.DoAsync(() => steps[i](life), i == steps.Length - 1 ? kill : null);
            calls = life.Module.Calls;
            journals.AddRange(Directory.EnumerateFiles(world.JournalDirectory, "*.journal").Select(File.ReadAllBytes));
        }

        return (new SettlingHistory($"{name}{(kill is { } at ? $", {at}" : "")}", kind, world.Save(), journals), calls);
    }

    private static Task<TokenIdentity> WriteExpiring(Life life)
        => life.Token.WriteAsync(TestIdentities.Expiring, Life.Writing, cancellationToken: Life.Cancellation);

    private static Task<TokenIdentity> WriteRenewed(Life life)
        => life.Token.WriteAsync(TestIdentities.Renewed, Life.Writing, cancellationToken: Life.Cancellation);

    private static Task Replace(Life life) => life.WorkAsync(Work.Replace);

    private static Task Erase(Life life) => life.WorkAsync(Work.Erase);
}
