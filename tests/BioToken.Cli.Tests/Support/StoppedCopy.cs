using BioToken.Authentication;
using BioToken.Cli.Output;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>
/// Leaves the token in the state after a power failure of the computer: the token is removed at a chosen stage, so that nothing can be
/// rolled back, and inserted again afterwards.
/// </summary>
internal static class StoppedCopy
{
    /// <summary>Enough space for either certificate with its keys (8528 and 4412 bytes on a simulated token), but not for both.</summary>
    public const int RoomForOne = 11_000;

    public const string OldSerial = "4B000001";
    public const string NewSerial = "5A0E2C9F";

    /// <summary>Interrupts the replacement of the older certificate by the current one on a new token.</summary>
    /// <returns>The folder of the current one.</returns>
    public static async Task<string> MakeAsync(Workplace place, InterruptedWriteState state, string label = "Test")
    {
        bool erasesFirst = state == InterruptedWriteState.Gap;
        SimulatedToken made = place.CreateToken(
            "generic", label, options => erasesFirst ? options with { Memory = RoomForOne } : options);
        string folder = place.WriteFolder(TestIdentities.Current);
        (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes", "--token", label)).Succeeded();
        using NpkiIdentity identity = NpkiIdentity.Open(folder, Workplace.Password);
        await PullAsync(place, made.SerialNumber, StageOf(state), async (token, progress) =>
        {
            TokenIdentity old = (await token.GetIdentitiesAsync()).Single();
            await token.ReplaceAsync(old, identity, new WriteOptions { AllowEraseBeforeWrite = erasesFirst }, progress);
        });
        return folder;
    }

    /// <summary>Interrupts the erasure of the older certificate on a new token.</summary>
    public static async Task EraseAsync(Workplace place)
    {
        SimulatedToken made = place.CreateToken();
        (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        await PullAsync(place, made.SerialNumber, WriteStage.Erasing, async (token, progress) =>
            await token.EraseAsync((await token.GetIdentitiesAsync()).Single(), options: null, progress));
    }

    /// <summary>Empties the only token and writes another certificate, like another program with a journal of its own.</summary>
    public static async Task EmptyAsync(Workplace place, NpkiIdentity identity)
    {
        string[] journal = ["--yes", "--journal", place.PathOf("another journal")];
        foreach (string serial in await place.SerialsAsync())
            (await place.RunAsync(["erase", serial, "--simulator", place.Simulator, "--pin-file", place.PinFile, .. journal])).Succeeded();
        (await place.CopyAsync(place.WriteFolder(identity), journal)).Succeeded();
    }

    private static WriteStage StageOf(InterruptedWriteState state) => state switch
    {
        InterruptedWriteState.BeforeCommit => WriteStage.Verifying,
        InterruptedWriteState.AfterCommit => WriteStage.Erasing,
        _ => WriteStage.Writing,
    };

    private static async Task PullAsync(
        Workplace place, string serial, WriteStage stage, Func<IBioToken, IProgress<WriteProgress>, Task> change)
    {
        using TokenSimulator simulator = TokenSimulator.Open(place.Simulator);
        BioTokenOptions options = new() { IncludeVendorModules = false, JournalDirectory = place.Journal };
        options.Modules.Add(new SimulatedTokenModule(simulator));
        await using (BioTokenProvider provider = new(options))
        {
            IBioToken token = await provider.OpenAsync((await provider.ListAsync()).Single(known => known.SerialNumber == serial));
            using (Pin pin = Pin.FromText(Workplace.Pin))
                await token.LoginAsync(pin);
            ImmediateProgress<WriteProgress> progress = new(report =>
            {
                if (report.Stage == stage && report.Completed == 1)
                    simulator.Remove(serial);
            });
            await Assert.ThrowsAsync<CertificateWriteException>(() => change(token, progress));
        }

        simulator.Insert(serial);
    }
}
