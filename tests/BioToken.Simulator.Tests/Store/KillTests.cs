using System.Diagnostics;
using System.Globalization;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class KillTests
{
    private const int Rounds = 30;
    private const int Writers = 2;

    [Fact]
    public async Task Kill_at_any_instant_leaves_a_store_with_whole_objects()
    {
        // A killed process loses nothing that it has written, flushed or not: the disk plays no part in this test.
        using TemporaryFolder directory = TemporaryFolder.InMemory();
        using (TokenSimulator simulator = TokenSimulator.Open(directory.Path))
        {
            SimulatedTokenOptions options = new() { Vendor = "generic", Pin = Bench.Pin, Memory = 1024 * 1024, MaxObjects = 1000 };
            simulator.CreateToken(options with { MaxPinAttempts = 1_000_000 });
        }

        int seed = Random.Shared.Next();
        Random random = new(seed);
        string? keep = null;
        for (int round = 0; round < Rounds; round++)
        {
            string[] last = await WriteUntilKilled(directory.Path, random);
            string reason = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, round {round}");
            keep = Check(directory.Path, last, keep, reason);
        }
    }

    /// <summary>
    /// Lets processes write and kills them one after the other; returns the label of the last object that each reported as created.
    /// </summary>
    private static async Task<string[]> WriteUntilKilled(string directory, Random random)
    {
        Process[] writers = [.. Enumerable.Range(0, Writers).Select(_ => ChildProcess.Start("write", directory))];
        string[] last = new string[Writers];
        for (int i = 0; i < Writers; i++)
            last[i] = await ReadLine(writers[i]) ?? throw new InvalidOperationException("A writer stopped by itself.");
        foreach (Process writer in writers)
        {
            long start = Stopwatch.GetTimestamp();
            double milliseconds = random.NextDouble() * 15;
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
                Thread.SpinWait(20);
            writer.Kill();
        }

        for (int i = 0; i < Writers; i++)
        {
            // The last line may be truncated: it counts only if it is complete.
            while (await ReadLine(writers[i]) is { } line)
                last[i] = line.EndsWith('.') ? line : last[i];
            await writers[i].WaitForExitAsync(TestContext.Current.CancellationToken);
            writers[i].Dispose();
        }

        return [.. last.Select(line => line["created ".Length..^1])];
    }

    private static async Task<string?> ReadLine(Process process)
        => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Opens the store, checks every object, and destroys all except the last ones and one that no round may change.</summary>
    private static string Check(string directory, string[] last, string? keep, string reason)
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
            if (label != keep && !last.Contains(label, StringComparer.Ordinal))
                Assert.True(module.DestroyObject(session, handle) == CKR.OK, reason);
        }

        Assert.All(last, label => Assert.True(labels.Contains(label), $"{reason}: {label} was acknowledged and is gone"));
        Assert.True(keep is null || labels.Contains(keep), $"{reason}: an untouched object is gone");
        Assert.True(module.Login(session, CKU.USER, System.Text.Encoding.UTF8.GetBytes(Bench.Pin)) == CKR.OK, reason);
        return keep ?? last[0];
    }
}
