using BioToken.Errors;
using BioToken.Writing;

namespace BioToken.Reliability.Tests.Fuzzing.Settling;

/// <summary>Tests with damaged and old journals, and with any token contents: no complete identity is erased unless it was named.</summary>
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

        // Otherwise the test would verify nothing.
        Assert.Contains(runs, run => run.Refusal is null);
        Assert.Contains(runs, run => run.Refusal == BioTokenError.JournalUnusable);
        Assert.Contains(runs, run => run.Refusal == BioTokenError.ResumeRequired);
        Assert.Contains(runs, run => run.Outcome == ResumeOutcome.Completed);
        Assert.Contains(runs, run => run.Outcome == ResumeOutcome.RolledBack);
        Assert.Contains(runs, run => run.Erased > 0);
    }

    /// <summary>
    /// Returns each token with each of its journals undamaged, so that every outcome occurs regardless of the random choices.
    /// </summary>
    private static IEnumerable<(SettlingHistory History, byte[] Journal, bool Replaces)> Whole(IReadOnlyList<SettlingHistory> histories)
        => histories.SelectMany(
            history => history.Journals.SelectMany(journal => new[] { (history, journal, false), (history, journal, true) }));

    private static IEnumerable<(SettlingHistory History, byte[] Journal, bool Replaces)> Damaged(
        IReadOnlyList<SettlingHistory> histories, byte[][] journals, JournalDamage damage, Random random)
    {
        for (int i = 0; i < Effort.Of(300, 40_000); i++)
        {
            SettlingHistory history = histories[random.Next(histories.Count)];
            // Usually a journal of the same token, sometimes one of another token.
            byte[] journal = random.Next(5) > 0
                ? history.Journals[random.Next(history.Journals.Count)]
                : journals[random.Next(journals.Length)];
            yield return (history, damage.Of(journal), random.Next(2) == 0);
        }
    }
}
