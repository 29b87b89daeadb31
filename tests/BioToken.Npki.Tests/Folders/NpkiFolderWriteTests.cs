using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Stores;
using BioToken.Npki.Tests.Identities;

namespace BioToken.Npki.Tests.Folders;

public sealed class NpkiFolderWriteTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Write_follows_the_usual_layout()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp["NPKI"], Simulated.Full, Simulated.Password);

        Assert.Equal(_temp["NPKI", "SIMULATED", "USER", NpkiFolder.NameFor(Simulated.Full.Certificate)], folder.Path);
        Assert.Equal(
            "kmCert.der kmPri.key signCert.der signPri.key",
            string.Join(' ', Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.Equal(Simulated.Full.Certificate.Der.ToArray(), folder.Certificate.Der.ToArray());
        Assert.Equal(Simulated.Full.KeyManagementCertificate!.Der.ToArray(), folder.KeyManagementCertificate!.Der.ToArray());
    }

    [Fact]
    public void Write_known_authority_names_the_folder_of_the_authority()
    {
        using Simulator.Issuing.SimulatedAuthority authority = new("YESSIGN");
        using NpkiIdentity identity = authority.Issue(new() { HasKeyManagementPair = false });

        NpkiFolder folder = NpkiFolder.Write(_temp.Path, identity, Simulated.Password);

        Assert.StartsWith(_temp["yessign", "USER"], folder.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_is_found_by_a_store()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp["NPKI"], Simulated.SignOnly, Simulated.Password);

        Assert.Equal(folder.Path, Assert.Single(new NpkiStore(_temp["NPKI"]).FindFolders()).Path);
    }

    [Fact]
    public void Write_keeps_other_users_out()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }

        const UnixFileMode Others = (UnixFileMode)0b111_111;

        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.SignOnly, Simulated.Password);

        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(folder.Path) & Others);
        foreach (string path in Directory.GetFiles(folder.Path))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others);
    }

    [Fact]
    public void Write_over_another_folder_is_refused_and_leaves_it_alone()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.SignOnly, Simulated.Password);
        byte[] before = File.ReadAllBytes(Path.Combine(folder.Path, "signPri.key"));

        NpkiException error = Assert.Throws<NpkiException>(
            () => NpkiFolder.Write(_temp.Path, Simulated.SignOnly, Simulated.Password));

        Assert.Equal(NpkiFailure.WriteFailed, error.Reason);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder.Path, "signPri.key")));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder.Path)!));
    }

    [Fact]
    public void Write_below_a_file_is_refused()
    {
        _temp.Write("NPKI", [1]);

        NpkiException error = Assert.Throws<NpkiException>(
            () => NpkiFolder.Write(_temp["NPKI"], Simulated.SignOnly, Simulated.Password));

        Assert.Equal(NpkiFailure.WriteFailed, error.Reason);
    }
}
