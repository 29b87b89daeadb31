using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Reliability.Tests.Faults;
using BioToken.Simulator;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Tokens;
using BioToken.Storage;
using BioToken.Writing;
using BioToken.Writing.Journal;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// A write, replacement or erasure of a certificate, with the journal and the token's own files on the disk that loses power. The earlier
/// contents of the token are complete, or the new identity is, or the journal reports a gap and the source is complete. One resumption,
/// during which the power may fail again, leaves all of the old contents or all of the new ones.
/// </summary>
internal sealed class JournalScenario(Work work) : PowerCutScenario
{
    private const string Vendor = "generic";
    private const string Home = "/home";
    private const string Tokens = Home + "/share/tokens";
    private const string Journal = Home + "/state/biotoken";

    // One cut in this many is followed by a second one during the resumption.
    private const int CutsPerSecondCut = 40;

    private static readonly ConcurrentDictionary<Work, Scenario> Scenarios = new();
    private static readonly Lazy<Dictionary<string, byte[]>> SourceFiles = new(
        () => Directory.EnumerateFiles(Source).ToDictionary(path => path, File.ReadAllBytes, StringComparer.Ordinal));

    // Resuming is slow, and most cuts leave a disk that an earlier cut has already left.
    private readonly HashSet<(string Disk, bool IsSourceWhole, int Acknowledged)> _seen = [];
    private Scenario _scenario = null!;

    private static string Source => TestIdentities.Renewed.SourceFolder!;

    public override void Check(SimulatedDisk disk, int acknowledged, Random random)
    {
        bool cutsAgain = random.Next(CutsPerSecondCut) == 0;
        if (!_seen.Add((Digest(disk), IsSourceWhole(disk), acknowledged)) && !cutsAgain)
            return;
        bool isFinished = Look(disk);
        Require(acknowledged == 0 || (isFinished && Objects(disk).Is(_scenario.After)), "what was reported as done is not");
        if (isFinished)
            return;
        Resume(disk);
        if (cutsAgain)
            CutResumption(disk, random);
    }

    protected override void Prepare(SimulatedDisk disk)
    {
        _scenario = Scenarios.GetOrAdd(work, made => Wait(Scenario.MakeAsync(made, Backend.Simulated(Vendor))));
        using World world = _scenario.MakeWorld();
        disk.CreateDirectory(Home);
        using TokenSimulator simulator = TokenSimulator.Open(disk, Tokens);
        simulator.CreateToken(SimulatedWorld.TokenFor(work, Vendor));
        TokenDevice device = simulator.Collection.Read(isForced: true)[0];
        Expect(device.Add((AttributeSet[])world.Save(), device.State.Insertions, out _));
    }

    protected override void Run(SimulatedDisk disk)
    {
        CopySource(disk);
        Live(disk, life => life.WorkAsync(work));
        disk.Acknowledge();
        Assert.True(Objects(disk).Is(_scenario.After));
    }

    /// <summary>Copies the folder of the new identity, as a person did a moment ago with a program that flushes nothing.</summary>
    private static void CopySource(SimulatedDisk disk)
    {
        disk.CreateDirectory(Source);
        foreach ((string path, byte[] content) in SourceFiles.Value)
            disk.Copy(path, content);
    }

    private static bool IsSourceWhole(SimulatedDisk disk)
        => SourceFiles.Value.All(file => disk.TryRead(file.Key, int.MaxValue) is { } left && left.AsSpan().SequenceEqual(file.Value));

    private static void Expect(CKR rv) => Assert.Equal(CKR.OK, rv);

    /// <summary>Whether nothing is left to resume.</summary>
    private bool Look(SimulatedDisk disk)
    {
        ObjectSet now = Objects(disk);
        IReadOnlyList<InterruptedWrite> unfinished = Unfinished(disk);
        Require(now.Contains(_scenario.Others), "objects of others changed");
        bool isGap = work == Work.ReplaceInPlace
            && unfinished is [{ State: InterruptedWriteState.Gap, SourceFolder: { } source }]
            && source == Source;
        Require(!isGap || IsSourceWhole(disk), "there is a gap, and the source is not whole");
        Require(work == Work.Erase || isGap || now.Contains(_scenario.Old) || now.Contains(_scenario.New), "no whole identity is left");
        Require(unfinished.Count > 0 || IsSettled(now), "a part is left, and the journal says nothing");
        return unfinished.Count == 0;
    }

    private void Resume(SimulatedDisk disk)
    {
        try
        {
            Live(disk, life => life.ResumeAsync());
        }
        catch (BioTokenException e)
        {
            throw new PowerCutLossException($"it cannot be resumed: {e.Message}");
        }

        Require(Unfinished(disk).Count == 0 && IsSettled(Objects(disk)), "after resuming, the token is neither as before nor as planned");
    }

    private void CutResumption(SimulatedDisk disk, Random random)
    {
        DiskMoment moment = disk.Moments[random.Next(disk.Moments.Count)];
        SimulatedDisk again = new(moment.State.After(new PowerCut(random)));
        if (!Look(again))
            Resume(again);
    }

    private bool IsSettled(ObjectSet objects) => objects.Is(_scenario.Before) || objects.Is(_scenario.After);

    private static ObjectSet Objects(SimulatedDisk disk)
        => new(StoreView.Read(disk, Tokens).Tokens.Single().Objects.Select(stored => SimulatedWorld.Digest(stored.Attributes)));

    private static IReadOnlyList<InterruptedWrite> Unfinished(SimulatedDisk disk)
    {
        try
        {
            return new WriteJournal(disk, Journal).ListUnfinished();
        }
        catch (BioTokenException e)
        {
            throw new PowerCutLossException($"the journal cannot be read: {e.Message}");
        }
    }

    private static void Live(SimulatedDisk disk, Func<Life, Task> act) => Wait(LiveAsync(disk, act));

    private static async Task<bool> LiveAsync(SimulatedDisk disk, Func<Life, Task> act)
    {
        using TokenSimulator simulator = TokenSimulator.Open(disk, Tokens);
        MortalDisk living = new(disk);
        FaultyModule module = new(new SimulatedTokenModule(simulator), living, remove: () => { });
        BioTokenOptions options = new() { IncludeVendorModules = false, Modules = { module }, JournalDirectory = Journal, Disk = living };
        await using Life life = await Life.BeginAsync(module, options);
        await act(life);
        return true;
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Returns a digest of all files and their names.</summary>
    private static string Digest(SimulatedDisk disk)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, disk, Home);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IDisk disk, string directory)
    {
        foreach (string file in disk.ListFiles(directory).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\0"));
            hash.AppendData(SHA256.HashData(disk.TryRead(file, int.MaxValue)!));
        }

        foreach (string child in disk.ListDirectories(directory).Order(StringComparer.Ordinal))
            Append(hash, disk, child);
    }
}
