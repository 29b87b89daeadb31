using BioToken.Npki.Errors;
using BioToken.Npki.Stores;

namespace BioToken.Npki.Tests.Folders;

public sealed class NpkiStoreTests : IDisposable
{
    private const string Person = "cn=person,o=TradeSign,c=KR";

    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("NPKI")]
    [InlineData("NPKI/TradeSign")]
    [InlineData("NPKI/TradeSign/USER")]
    [InlineData($"NPKI/TradeSign/USER/{Person}")]
    public void Find_works_from_every_level_of_the_layout(string start)
    {
        string path = _temp.WriteIdentity($"NPKI/TradeSign/USER/{Person}");

        NpkiStoreEntry entry = Assert.Single(new NpkiStore(_temp[start]).FindFolders());

        Assert.Equal(path, entry.Path);
        Assert.Equal(NpkiMedium.Custom, entry.Medium);
        Assert.Equal("홍길동", entry.Folder!.Certificate.CommonName);
        Assert.Null(entry.Problem);
    }

    [Fact]
    public void Find_lists_the_certificates_of_all_authorities()
    {
        _temp.WriteIdentity("NPKI/yessign/USER/a");
        _temp.WriteIdentity("NPKI/yessign/user/b");
        _temp.WriteIdentity("NPKI/KICA/USER/c");
        _temp.Write("NPKI/KICA/ca.der", [1]);
        Directory.CreateDirectory(_temp["NPKI", "CrossCert", "USER", "empty"]);

        Assert.Equal("c a b", Names(_temp["NPKI"]));
    }

    [Fact]
    public void Find_given_folder_is_searched_five_levels_deep()
    {
        _temp.WriteIdentity("backup/a");
        _temp.WriteIdentity("backup/1/2/3/4/b");
        _temp.WriteIdentity("backup/1/2/3/4/5/c");

        Assert.Equal("b a", Names(_temp["backup"]));
    }

    [Theory]
    [InlineData("NPKI/KICA/person", "", "NPKI", "NPKI/KICA")]
    [InlineData("NPKI/NPKI/KICA/USER/person", "", "NPKI", "NPKI/NPKI")]
    [InlineData("PKI/NPKI/KICA/USER/person", "", "PKI", "PKI/NPKI/KICA")]
    [InlineData("Android/data/com.bank/files/NPKI/yessign/USER/person", "", "Android/data", "Android/data/com.bank")]
    [InlineData("NPKI/KICA/USER/holder/person", "", "NPKI", "NPKI/KICA/USER")]
    public void Find_trees_of_the_field_are_searched(string tree, params string[] starts)
    {
        string path = _temp.WriteIdentity(tree);

        foreach (string start in starts)
            Assert.Equal(path, Assert.Single(new NpkiStore(_temp[start]).FindFolders()).Path);
    }

    [Fact]
    public void Find_PKCS12_file_is_named_for_what_it_is()
    {
        foreach (string start in new[] { "", "cert.PFX", "renamed" })
        {
            using TemporaryFolder folder = new();
            folder.Write("cert.PFX", Case.Pfx("D07-pbes2-3des"));
            if (start == "renamed")
                File.Move(folder["cert.PFX"], folder["renamed"]);

            NpkiStoreEntry entry = Assert.Single(new NpkiStore(folder[start]).FindFolders());

            Assert.Equal(NpkiFailure.OtherKind, entry.Problem!.Reason);
            Assert.Contains("PKCS#12", entry.Problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GPKI")]
    [InlineData("EPKI")]
    public void Find_folder_of_a_government_PKI_is_named(string name)
    {
        _temp.Write($"{name}/Certificate/class2/085person001_sig.cer", [1]);
        _temp.Write($"{name}/Certificate/class2/085person001_sig.key", [1]);

        NpkiStoreEntry entry = Assert.Single(new NpkiStore(_temp.Path).FindFolders());

        Assert.Equal(NpkiFailure.OtherKind, entry.Problem!.Reason);
        Assert.Contains(
            name + ",", entry.Problem.Message.Replace(name + " 인증서", name + ",", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_folder_whose_name_is_not_in_UTF8_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names are bytes on Linux only");
        ExternalProgram.Run("sh", ["-c", "mkdir -p \"$1/NPKI/KICA/USER/cn=$(printf '\\261\\350')\"", "sh", _temp.Path]);

        NpkiStoreEntry entry = Assert.Single(new NpkiStore(_temp.Path).FindFolders());
        // .NET could not delete it either.
        ExternalProgram.Run("rm", ["-r", _temp["NPKI"]]);

        Assert.Contains("EUC-KR", entry.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_file_of_a_folder_stands_for_the_folder()
    {
        string path = _temp.WriteIdentity("person");

        Assert.Equal(path, Assert.Single(new NpkiStore(_temp["person", "signPri.key"]).FindFolders()).Path);
    }

    [Fact]
    public void Find_folder_that_two_ways_lead_to_is_listed_once()
    {
        _temp.WriteIdentity("NPKI/KICA/USER/a");
        Directory.CreateSymbolicLink(_temp["NPKI", "link"], _temp["NPKI", "KICA"]);

        Assert.Single(new NpkiStore(_temp["NPKI"]).FindFolders());
    }

    [Fact]
    public void Find_leaves_out_what_a_stop_left_of_a_folder_in_the_making()
    {
        _temp.WriteIdentity("NPKI/KICA/USER/a");
        _temp.WriteIdentity($"NPKI/KICA/USER/.{Guid.NewGuid():N}.tmp");

        Assert.Equal("a", Names(_temp["NPKI"]));
    }

    [Fact]
    public void Find_damaged_folder_becomes_a_problem_and_the_rest_is_found()
    {
        _temp.WriteIdentity("NPKI/KICA/USER/a");
        _temp.WriteIdentity("NPKI/KICA/USER/b");
        _temp.WriteIdentity("NPKI/KICA/USER/c");
        _temp.Write("NPKI/KICA/USER/a/signCert.der", [1, 2, 3]);
        File.Delete(_temp["NPKI", "KICA", "USER", "b", "signPri.key"]);

        IReadOnlyList<NpkiStoreEntry> entries = new NpkiStore(_temp["NPKI"]).FindFolders();

        Assert.Equal([NpkiFailure.Malformed, NpkiFailure.NotFound, null], entries.Select(entry => entry.Problem?.Reason));
        Assert.NotNull(entries[2].Folder);
    }

    [Fact]
    public void Find_stray_certificate_in_a_USER_folder_does_not_hide_the_others()
    {
        _temp.WriteIdentity("NPKI/KICA/USER/a");
        _temp.Write("NPKI/KICA/USER/signCert.der", [1]);

        IReadOnlyList<NpkiStoreEntry> entries = new NpkiStore(_temp["NPKI"]).FindFolders();

        Assert.Equal(2, entries.Count);
        Assert.Contains(entries, entry => entry.Folder is not null);
    }

    [Fact]
    public void Find_links_that_run_in_circles_end()
    {
        _temp.WriteIdentity("NPKI/KICA/USER/a");
        Directory.CreateSymbolicLink(_temp["NPKI", "NPKI"], _temp["NPKI"]);
        Directory.CreateSymbolicLink(_temp["NPKI", "KICA", "USER", "USER"], _temp["NPKI"]);

        Assert.NotEmpty(new NpkiStore(_temp.Path).FindFolders());
    }

    [Fact]
    public void Find_the_same_folder_twice_is_listed_once()
    {
        string path = _temp.WriteIdentity("NPKI/KICA/USER/a");

        Assert.Single(new NpkiStore(_temp["NPKI"], path, path).FindFolders());
    }

    [Fact]
    public void Find_given_path_that_does_not_exist_is_a_problem()
    {
        NpkiStoreEntry entry = Assert.Single(new NpkiStore(_temp["nowhere"]).FindFolders());

        Assert.Equal(NpkiFailure.NotFound, entry.Problem!.Reason);
        Assert.Null(entry.Folder);
    }

    [Fact]
    public void Find_link_that_leads_to_itself_is_a_problem_and_the_rest_is_found()
    {
        _temp.WriteIdentity("NPKI/KICA/USER/b");
        Directory.CreateSymbolicLink(_temp["NPKI", "KICA", "USER", "a"], _temp["NPKI", "KICA", "USER", "a"]);

        Assert.Contains(new NpkiStore(_temp["NPKI"]).FindFolders(), entry => entry.Folder is not null);
    }

    [Fact]
    public void Find_place_of_the_system_that_does_not_exist_is_no_problem()
    {
        NpkiEnvironment environment = new() { Platform = NpkiPlatform.Linux, Home = _temp["home"] };

        Assert.Empty(new NpkiStore(environment.Roots(), []).FindFolders());
    }

    [Fact]
    public void Find_tells_the_medium()
    {
        _temp.WriteIdentity("home/NPKI/KICA/USER/a");
        _temp.WriteIdentity("usb/NPKI/KICA/USER/b");
        _temp.WriteIdentity("extra/KICA/USER/c");
        NpkiEnvironment environment = new()
        {
            Platform = NpkiPlatform.Linux,
            Home = _temp["home"],
            RemovableDisks = [_temp["usb"]],
        };

        IReadOnlyList<NpkiStoreEntry> entries = new NpkiStore(environment.Roots(), [_temp["extra"]]).FindFolders();

        Assert.Equal(
            [NpkiMedium.HardDisk, NpkiMedium.RemovableDisk, NpkiMedium.Custom], entries.Select(entry => entry.Medium));
    }

    [Fact]
    public void ForLocalComputer_adds_the_given_paths_last() =>
        Assert.Equal(new NpkiRoot(_temp.Path, NpkiMedium.Custom), NpkiStore.ForLocalComputer(_temp.Path).Roots[^1]);

    private static string Names(string path) =>
        string.Join(' ', new NpkiStore(path).FindFolders().Select(entry => Path.GetFileName(entry.Path)));
}
