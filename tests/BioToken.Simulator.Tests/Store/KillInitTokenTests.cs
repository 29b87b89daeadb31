using System.Diagnostics;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class KillInitTokenTests
{
    private const int Rounds = 20;

    [Fact]
    public async Task Kill_while_a_token_is_initialised_erases_all_objects_or_none()
    {
        using TemporaryFolder directory = TemporaryFolder.InMemory();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        Random random = new();
        for (int round = 0; round < Rounds; round++)
        {
            using (Process writer = ChildProcess.Start("init-token", directory.Path))
            {
                await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                long start = Stopwatch.GetTimestamp();
                double milliseconds = random.NextDouble() * 100;
                while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
                    Thread.SpinWait(20);
                writer.Kill();
                await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            Check(bench);
            Restore(bench);
        }
    }

    private static void Check(Bench bench)
    {
        // The objects were created in order: an interrupted initialization would leave the last object without the first.
        string[] labels = [.. bench.Token.Objects.Select(o => o.Label)];
        Assert.Equal(string.Concat(ChildProcess.InOrder.Take(labels.Length)), string.Concat(labels));
        bool isSet = bench.Info.Flags.HasFlag(TokenFlags.UserPinInitialized);
        Assert.True(isSet || labels.Length == 0, "The user's PIN is unset, and there are objects.");
        bench.Module.CloseSession(bench.Session);
        nuint session = bench.Open();
        CKR expected = isSet ? CKR.OK : CKR.USER_PIN_NOT_INITIALIZED;
        Assert.Equal(expected, bench.Module.Login(session, CKU.USER, System.Text.Encoding.UTF8.GetBytes(Bench.Pin)));
        bench.Module.CloseSession(session);
    }

    private static void Restore(Bench bench)
    {
        bench.Simulator.Reset(bench.Serial, SimulatedReset.Counters);
        nuint session = bench.Open();
        foreach (nuint handle in bench.Find(session: session))
            Assert.Equal(CKR.OK, bench.Module.DestroyObject(session, handle));
        Assert.Equal(CKR.OK, bench.Module.Login(session, CKU.SO, System.Text.Encoding.UTF8.GetBytes(Bench.OfficerPin)));
        Assert.Equal(
            CKR.OK, bench.Module.Administration.InitPin(session, System.Text.Encoding.UTF8.GetBytes(Bench.Pin), isOnDevice: false));
        bench.Module.CloseSession(session);
    }
}
