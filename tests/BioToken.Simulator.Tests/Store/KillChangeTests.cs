using System.Diagnostics;
using System.Globalization;
using System.Text;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class KillChangeTests
{
    private const int Rounds = 20;

    [Fact]
    public async Task Kill_while_an_object_changes_leaves_it_once_as_it_was_or_as_it_was_to_be()
    {
        using TemporaryFolder directory = TemporaryFolder.InMemory();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        nuint handle = bench.Create(new AttributeTemplate(8192).Add(CKO.DATA).Add(CKA.TOKEN, true).Add(CKA.LABEL, "0")
            .Add(CKA.VALUE, ChildProcess.ValueOf("0")));
        Random random = new();
        for (int round = 0; round < Rounds; round++)
        {
            string last = await ChangeUntilKilled(bench, directory.Path, random);
            string label = ReadWhole(bench);
            string[] parts = last.Split('-');
            int next = int.Parse(parts[1], CultureInfo.InvariantCulture) + 1;
            Assert.True(
                label == last || label == string.Create(CultureInfo.InvariantCulture, $"{parts[0]}-{next}"), $"{label} after {last}");
            Assert.Equal(handle, Assert.Single(bench.Find()));
        }

        Assert.Equal(CKR.OK, bench.Module.DestroyObject(bench.Session, handle));
        Assert.Empty(Directory.EnumerateFiles(directory.Path, "*.obj", SearchOption.AllDirectories));
    }

    /// <summary>Reads repeatedly while another process writes, then kills that process; returns its last line.</summary>
    private static async Task<string> ChangeUntilKilled(Bench bench, string directory, Random random)
    {
        using Process writer = ChildProcess.Start("change", directory);
        string last = await ReadLine(writer) ?? throw new InvalidOperationException("The writer stopped by itself.");
        long start = Stopwatch.GetTimestamp();
        double milliseconds = random.NextDouble() * 20;
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
            ReadWhole(bench);
        writer.Kill();
        // The last line may be truncated: it counts only if it is complete.
        while (await ReadLine(writer) is { } line)
            last = line.EndsWith('.') ? line : last;
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        return last["changed ".Length..^1];
    }

    private static async Task<string?> ReadLine(Process process)
        => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads the object: exactly one exists at any time, and all its attributes are of one version.</summary>
    private static string ReadWhole(Bench bench)
    {
        nuint handle = Assert.Single(bench.Find());
        using AttributeQuery query = new((CKA.LABEL, 64), (CKA.VALUE, 4096));
        Assert.Equal(CKR.OK, bench.Module.GetAttributeValue(bench.Session, handle, query));
        string label = Encoding.UTF8.GetString(query.ValueAt(0));
        Assert.Equal(ChildProcess.ValueOf(label), query.ValueAt(1).ToArray());
        return label;
    }
}
