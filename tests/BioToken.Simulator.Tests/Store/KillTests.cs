using System.Diagnostics;
using System.Globalization;
using BioToken.Pkcs11;

namespace BioToken.Simulator.Tests;

public class KillTests
{
    private const int Kills = 100;

    [Fact]
    public async Task Kill_at_any_instant_leaves_a_store_with_whole_objects()
    {
        using TemporaryDirectory directory = new();
        using (TokenSimulator simulator = TokenSimulator.Open(directory.Path))
        {
            SimulatedTokenOptions options = new() { Vendor = "generic", Pin = Bench.Pin, Memory = 1024 * 1024, MaxObjects = 1000 };
            simulator.CreateToken(options with { PinTries = 1_000_000 });
        }

        int seed = Random.Shared.Next();
        Random random = new(seed);
        string? keep = null;
        for (int kill = 0; kill < Kills; kill++)
        {
            string? last = await WriteUntilKilled(directory.Path, random);
            string reason = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, kill {kill}");
            keep = Check(directory.Path, last, keep, reason);
        }
    }

    /// <summary>Lets a process write and kills it; returns the label of the last object that it said to be created.</summary>
    private static async Task<string?> WriteUntilKilled(string directory, Random random)
    {
        using Process child = ChildProcess.Start("write", directory);
        string? last = await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        long start = Stopwatch.GetTimestamp();
        double milliseconds = random.NextDouble() * 15;
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
            Thread.SpinWait(20);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            last = line;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return last?["created ".Length..];
    }

    /// <summary>Opens the store, checks every object, and destroys all but the last one, which the next round must leave alone.</summary>
    private static string Check(string directory, string? last, string? keep, string reason)
    {
        using TokenSimulator simulator = TokenSimulator.Open(directory);
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        Assert.True(module.OpenSession(0, SessionFlags.ReadWrite, out nuint session) == CKR.OK, reason);
        nuint[] handles = new nuint[1000];
        using AttributeTemplate all = new();
        module.FindObjectsInit(session, all);
        module.FindObjects(session, handles, out int count);
        module.FindObjectsFinal(session);
        HashSet<string> labels = [];
        foreach (nuint handle in handles.AsSpan(0, count))
        {
            using AttributeQuery query = new((CKA.LABEL, 64), (CKA.VALUE, 4096));
            Assert.True(module.GetAttributeValue(session, handle, query) == CKR.OK, reason);
            string label = System.Text.Encoding.UTF8.GetString(query.ValueAt(0));
            Assert.True(query.ValueAt(1).SequenceEqual(ChildProcess.ValueOf(label)), reason);
            Assert.True(labels.Add(label), reason);
            if (label != last)
                Assert.True(label == keep || module.DestroyObject(session, handle) == CKR.OK, reason);
        }

        Assert.True(last is not null && labels.Contains(last), $"{reason}: {last} was acknowledged and is gone");
        Assert.True(keep is null || labels.Contains(keep), $"{reason}: an untouched object is gone");
        Assert.True(module.Login(session, CKU.USER, System.Text.Encoding.UTF8.GetBytes(Bench.Pin)) == CKR.OK, reason);
        return keep ?? last;
    }
}
