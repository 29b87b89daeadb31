using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// Two identities that are written to new NPKI folders, the first one together with the parent folders. Each is complete, or absent.
/// </summary>
internal sealed class NpkiFolderScenario : PowerCutScenario
{
    private const string Root = "/home/NPKI";
    private const string Password = "g7!kQz93@mw";

    private static readonly Lazy<NpkiIdentity[]> Identities = new(Issue);

    private readonly List<string> _folders = [];
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public override void Check(SimulatedDisk disk, int acknowledged, Random random)
    {
        for (int i = 0; i < _folders.Count; i++)
        {
            string folder = _folders[i];
            Require(i >= acknowledged || disk.DirectoryExists(folder), $"{folder} is lost");
            if (disk.DirectoryExists(folder))
                RequireWhole(disk, folder);
        }
    }

    protected override void Prepare(SimulatedDisk disk) => disk.CreateDirectory("/home");

    protected override void Run(SimulatedDisk disk)
    {
        foreach (NpkiIdentity identity in Identities.Value)
        {
            string folder = NpkiFolder.Write(disk, Root, identity, Password);
            disk.Acknowledge();
            _folders.Add(folder);
            foreach (string file in disk.ListFiles(folder))
                _files.Add(file, disk.TryRead(file, int.MaxValue)!);
        }

        Assert.Equal(4 + 2, _files.Count);
    }

    private void RequireWhole(SimulatedDisk disk, string folder)
    {
        foreach ((string path, byte[] content) in _files.Where(file => Path.GetDirectoryName(file.Key) == folder))
            Require(disk.TryRead(path, int.MaxValue) is { } left && left.AsSpan().SequenceEqual(content), $"{path} is not whole");
    }

    private static NpkiIdentity[] Issue()
    {
        using SimulatedAuthority authority = new();
        return [authority.Issue(), authority.Issue(new() { CommonName = "bank", HasKeyManagementPair = false })];
    }
}
