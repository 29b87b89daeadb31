using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Tests.Certificates;

namespace BioToken.Npki.Tests.Folders;

public sealed class NpkiFolderTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("signCert.der", "signPri.key")]
    [InlineData("SignCert.der", "SignPri.key")]
    [InlineData("SIGNCERT.DER", "signpri.KEY")]
    public void Read_finds_the_files_whatever_their_case(string certificateName, string keyName)
    {
        NpkiFolder folder = NpkiFolder.Read(_temp.WriteIdentity("person", certificateName, keyName));

        Assert.Equal("홍길동", folder.Certificate.CommonName);
        Assert.Null(folder.KeyManagementCertificate);
        Assert.Equal(_temp["person"], folder.Path);
    }

    [Fact]
    public void Read_finds_the_key_management_pair()
    {
        string path = _temp.WriteIdentity("person");
        _temp.Write("person/KmCert.der", new TestCertificate { SerialNumber = [7] }.Build());
        _temp.Write("person/KmPri.key", [0x30, 0x00]);

        Assert.Equal("07", NpkiFolder.Read(path).KeyManagementCertificate!.SerialNumber);
    }

    [Fact]
    public void Read_through_links_is_the_same_folder()
    {
        string path = _temp.WriteIdentity("person");
        _temp.WriteIdentity("other");
        File.Delete(_temp["other", "signCert.der"]);
        File.CreateSymbolicLink(_temp["other", "signCert.der"], System.IO.Path.Combine(path, "signCert.der"));
        Directory.CreateSymbolicLink(_temp["link"], _temp["other"]);

        Assert.Equal("홍길동", NpkiFolder.Read(_temp["link"]).Certificate.CommonName);
    }

    [Fact]
    public void Read_folder_that_does_not_exist_is_not_found() => AssertRefused(NpkiFailure.NotFound, _temp["nowhere"], "nowhere");

    [Theory]
    [InlineData("signCert.der")]
    [InlineData("signPri.key")]
    public void Read_path_of_one_of_its_files_is_the_folder(string name)
    {
        string path = _temp.WriteIdentity("person");

        Assert.Equal(path, NpkiFolder.Read(System.IO.Path.Combine(path, name)).Path);
    }

    [Fact]
    public void Read_path_of_another_file_is_not_found()
        => AssertRefused(NpkiFailure.NotFound, _temp.Write("person/readme.txt", [1, 2, 3]), "readme.txt");

    [Theory]
    [InlineData("cert.pfx")]
    [InlineData("cert.bin")]
    public void Read_PKCS12_file_is_named_for_what_it_is(string name)
        => AssertRefused(NpkiFailure.OtherKind, _temp.Write(name, Case.Pfx("D29-trailing")), name);

    [Fact]
    public void Read_folder_that_holds_a_PKCS12_file_only_names_it()
    {
        _temp.Write("C39/cert.pfx", Case.Pfx("D29-trailing"));

        AssertRefused(NpkiFailure.OtherKind, _temp["C39"], "cert.pfx");
    }

    [Theory]
    [InlineData("signCert.cer")]
    [InlineData("SignCert.CRT")]
    public void Read_certificate_of_another_extension_is_found(string name)
        => Assert.Equal("홍길동", NpkiFolder.Read(_temp.WriteIdentity("person", name)).Certificate.CommonName);

    [Fact]
    public void Read_usual_extension_comes_first()
    {
        string path = _temp.WriteIdentity("person");
        _temp.Write("person/signCert.cer", [0]);
        _temp.Write("person/signCert.crt", [0]);

        Assert.Equal("홍길동", NpkiFolder.Read(path).Certificate.CommonName);
    }

    [Theory]
    [InlineData("signCert.der")]
    [InlineData("signPri.key")]
    public void Read_folder_without_a_file_names_it(string missing)
    {
        string path = _temp.WriteIdentity("person");
        File.Delete(System.IO.Path.Combine(path, missing));

        AssertRefused(NpkiFailure.NotFound, path, missing);
    }

    [Theory]
    [InlineData("kmCert.der", "kmPri.key")]
    [InlineData("kmPri.key", "kmCert.der")]
    public void Read_half_a_key_management_pair_names_the_other_half(string there, string missing)
    {
        string path = _temp.WriteIdentity("person");
        _temp.Write(System.IO.Path.Combine("person", there), [0x30, 0x00]);

        AssertRefused(NpkiFailure.NotFound, path, missing);
    }

    [Fact]
    public void Read_two_files_that_differ_by_case_are_named()
    {
        string path = _temp.WriteIdentity("person");
        _temp.Write("person/SIGNCERT.der", [0]);
        Assert.SkipUnless(Directory.GetFiles(path).Length == 3, "this file system does not tell cases apart");

        AssertRefused(NpkiFailure.Malformed, path, "SIGNCERT.der");
        AssertRefused(NpkiFailure.Malformed, path, "signCert.der");
    }

    [Fact]
    public void Read_damaged_certificate_names_the_file()
    {
        string path = _temp.WriteIdentity("person");
        _temp.Write("person/signCert.der", [0x30, 0x03, 1, 2, 3]);

        AssertRefused(NpkiFailure.Malformed, path, "signCert.der");
    }

    [Fact]
    public void Read_empty_certificate_is_refused()
    {
        string path = _temp.WriteIdentity("person");
        _temp.Write("person/signCert.der", []);

        AssertRefused(NpkiFailure.Malformed, path, "signCert.der");
    }

    [Fact]
    public void Read_pipe_is_refused_without_waiting_for_a_writer()
    {
        string path = _temp.WriteIdentity("person");
        File.Delete(_temp["person", "signCert.der"]);
        _temp.MakePipe("person/signCert.der");

        AssertRefused(NpkiFailure.Malformed, path, "signCert.der");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/urandom")]
    public void Read_link_to_a_device_is_refused(string device)
    {
        string path = _temp.WriteIdentity("person");
        File.Delete(_temp["person", "signCert.der"]);
        File.CreateSymbolicLink(_temp["person", "signCert.der"], device);

        AssertRefused(NpkiFailure.Malformed, path, "signCert.der");
    }

    [Fact]
    public void Read_link_that_leads_to_itself_is_refused()
    {
        string path = _temp.WriteIdentity("person");
        File.Delete(_temp["person", "signCert.der"]);
        File.CreateSymbolicLink(_temp["person", "signCert.der"], _temp["person", "signCert.der"]);

        AssertRefused(NpkiFailure.ReadFailed, path, "signCert.der");
    }

    [Fact]
    public void Read_huge_file_is_refused_without_reading_it()
    {
        string path = _temp.WriteIdentity("person");
        using (FileStream file = File.OpenWrite(_temp["person", "signCert.der"]))
            file.SetLength(1L << 30);
        File.CreateSymbolicLink(_temp["person", "link"], _temp["person", "signCert.der"]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused(NpkiFailure.TooLarge, path, "signCert.der");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    private static void AssertRefused(NpkiFailure reason, string path, string named)
    {
        NpkiException error = Assert.Throws<NpkiException>(() => NpkiFolder.Read(path));

        Assert.Equal(reason, error.Reason);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(error.Path!.Length < path.Length ? error.Path : path, error.Path, StringComparison.Ordinal);
    }
}
