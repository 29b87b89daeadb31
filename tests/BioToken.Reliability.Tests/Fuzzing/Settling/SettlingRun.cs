using BioToken.Errors;
using BioToken.Identities;
using BioToken.Reliability.Tests.Faults;
using BioToken.Writing;
using BioToken.Writing.Journal;

namespace BioToken.Reliability.Tests.Fuzzing.Settling;

/// <summary>
/// A program that finds a token and a journal that do not match, and copies; then another program resumes. No complete identity is erased
/// unless it was named.
/// </summary>
internal sealed class SettlingRun(SettlingHistory history, byte[] journal, bool replaces)
{
    /// <summary>The error of the copy; null if it succeeded.</summary>
    public BioTokenError? Refusal { get; private set; }

    /// <summary>The outcome of the resumption; null if there was nothing to resume, or it was rejected.</summary>
    public ResumeOutcome? Outcome { get; private set; }

    /// <summary>The number of complete identities that were erased, each of them named.</summary>
    public int Erased { get; private set; }

    public async Task RunAsync()
    {
        using World world = Backend.Simulated("generic").Make(history.Kind, history.Token);
        await CopyAsync(world);
        await ResumeAsync(world);
    }

    private async Task CopyAsync(World world)
    {
        await using Life life = await world.LiveAsync();
        string file = Path.Combine(world.JournalDirectory, JournalFiles.StemOf(life.Token.Info.Key) + JournalFiles.Suffix);
        Directory.CreateDirectory(world.JournalDirectory);
        await File.WriteAllBytesAsync(file, journal, Life.Cancellation);
        Dictionary<string, int> before = await CompleteAsync(life);
        string[] named = replaces ? [Serial(TestIdentities.Agent)] : [];
        BioTokenException? refused = await life.DoAsync(() => WriteAsync(life), fault: null);
        Refusal = refused?.Reason;
        Require(before, await CompleteAsync(life), refused is null ? named : [], "copy");
    }

    /// <summary>
    /// Writes a certificate that is not yet in use, or replaces the agent's with one that an earlier program may have written.
    /// </summary>
    private async Task WriteAsync(Life life)
    {
        TokenIdentity? agent = (await life.Token.GetIdentitiesAsync(Life.Cancellation)).FirstOrDefault(
            i => i.SerialNumber == Serial(TestIdentities.Agent));
        if (replaces && agent is not null)
            await life.Token.ReplaceAsync(agent, TestIdentities.Renewed, Life.Writing, cancellationToken: Life.Cancellation);
        else
            await life.Token.WriteAsync(TestIdentities.Another, Life.Writing, cancellationToken: Life.Cancellation);
    }

    private async Task ResumeAsync(World world)
    {
        await using Life life = await world.LiveAsync();
        Dictionary<string, int> before = await CompleteAsync(life);
        string[] named = [];
        await life.DoAsync(
            async () =>
            {
                if (await life.Token.Recovery.GetInterruptedWriteAsync(Life.Cancellation) is { } unfinished)
                    named = [.. (await life.Token.Recovery.PlanResumeAsync(unfinished, Life.Cancellation)).ErasedCertificates.Select(c => c.SerialNumber)];
                Outcome = await life.ResumeAsync();
            },
            fault: null);
        Erased = Require(before, await CompleteAsync(life), named, "resume");
    }

    /// <summary>
    /// Returns the identities that can sign, with the number of objects of their signature pair: the remains of a key-management pair may
    /// look like one.
    /// </summary>
    private static async Task<Dictionary<string, int>> CompleteAsync(Life life)
        => (await life.Token.GetIdentitiesAsync(Life.Cancellation)).Where(i => i.HasPrivateKey && i.Certificate.IsForSigning)
            .GroupBy(i => i.SerialNumber, StringComparer.Ordinal).ToDictionary(
                same => same.Key, same => same.Max(i => i.Objects.Main.KeyObjects.Count + 1), StringComparer.Ordinal);

    private static int Require(Dictionary<string, int> before, Dictionary<string, int> after, string[] named, string command)
    {
        string[] lost = [.. before.Where(known => after.GetValueOrDefault(known.Key) < known.Value).Select(known => known.Key)];
        Assert.True(lost.All(named.Contains), $"{command} erased {string.Join(", ", lost)}, and named {string.Join(", ", named)}");
        return lost.Length;
    }

    private static string Serial(BioToken.Npki.Identities.NpkiIdentity identity) => identity.Certificate.SerialNumber;
}
