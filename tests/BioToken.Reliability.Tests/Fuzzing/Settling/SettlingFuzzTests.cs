using BioToken.Errors;
using BioToken.Writing;

namespace BioToken.Reliability.Tests.Fuzzing.Settling;

/// <summary>Damaged and old journals, and whatever a token may hold: nobody loses a complete identity who was not told which one.</summary>
public sealed class SettlingFuzzTests
{
    [Fact]
    public async Task No_complete_identity_is_erased_without_being_named()
    {
        Random random = new(Effort.Seed);
        IReadOnlyList<SettlingHistory> histories = await SettlingHistory.MakeAllAsync(random);
        byte[][] journals = [.. histories.SelectMany(history => history.Journals)];
        JournalDamage damage = new(random, journals);
        List<SettlingRun> runs = [];
        foreach ((SettlingHistory history, byte[] journal, bool replaces) in Whole(histories).Concat(
            Damaged(histories, journals, damage, random)))
        {
            SettlingRun run = new(history, journal, replaces);
            try
            {
                await run.RunAsync();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    Effort.Replay(nameof(SettlingFuzzTests), $"run {runs.Count}, {history.Name}: {e.Message}"), e);
            }

            runs.Add(run);
        }

        // Otherwise it would show nothing.
        Assert.Contains(runs, run => run.Refusal is null);
        Assert.Contains(runs, run => run.Refusal == BioTokenError.JournalUnusable);
        Assert.Contains(runs, run => run.Refusal == BioTokenError.ResumeRequired);
        Assert.Contains(runs, run => run.Outcome == ResumeOutcome.Completed);
        Assert.Contains(runs, run => run.Outcome == ResumeOutcome.RolledBack);
        Assert.Contains(runs, run => run.Erased > 0);
    }

    /// <summary>Each token with each of its journals as it was, so that every outcome is there whatever chance brings.</summary>
    private static IEnumerable<(SettlingHistory History, byte[] Journal, bool Replaces)> Whole(IReadOnlyList<SettlingHistory> histories)
        => histories.SelectMany(
            history => history.Journals.SelectMany(journal => new[] { (history, journal, false), (history, journal, true) }));

    private static IEnumerable<(SettlingHistory History, byte[] Journal, bool Replaces)> Damaged(
        IReadOnlyList<SettlingHistory> histories, byte[][] journals, JournalDamage damage, Random random)
    {
        for (int i = 0; i < Effort.Of(300, 40_000); i++)
        {
            SettlingHistory history = histories[random.Next(histories.Count)];
            // Mostly one of the token's own, sometimes that of another.
            byte[] journal = random.Next(5) > 0
                ? history.Journals[random.Next(history.Journals.Count)]
                : journals[random.Next(journals.Length)];
            yield return (history, damage.Of(journal), random.Next(2) == 0);
        }
    }
}
