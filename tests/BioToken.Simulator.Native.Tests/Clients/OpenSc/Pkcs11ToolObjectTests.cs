using System.Security.Cryptography.X509Certificates;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

public sealed class Pkcs11ToolObjectTests : IDisposable
{
    private readonly ClientBench _bench = new([Pkcs11Tool.Program, "openssl"]);
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolObjectTests() => _tool = new(_bench);

    [Fact]
    public async Task List_objects_shows_what_the_library_wrote_and_private_objects_only_after_login()
    {
        await _bench.WriteIdentityAsync();

        string open = _tool.Pass("--list-objects");
        string all = _tool.PassLoggedIn("--list-objects");

        Assert.Equal(2, Count(open, "Certificate Object; type = X.509 cert"));
        Assert.Equal(2, Count(open, "Public Key Object; RSA 2048 bits"));
        Assert.Equal(0, Count(open, "Private Key Object") + Count(open, "Data object"));
        Assert.Equal(2, Count(all, "Private Key Object; RSA"));
        Assert.Equal(1, Count(all, "Data object"));
        Assert.Equal(2, Count(all, "sensitive"));
        Assert.DoesNotContain("error", all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Written_certificate_and_keys_make_a_whole_identity()
    {
        MakeIdentity();

        WriteIdentity("03");

        Assert.Equal(File.ReadAllBytes(_bench.Folder["cert.der"]), Read("cert", "03"));
        Assert.Equal(File.ReadAllBytes(_bench.Folder["pub.der"]), Read("pubkey", "03"));
        string data = _bench.Write("data", "message"u8);
        _tool.PassLoggedIn("--sign", "-m", "SHA256-RSA-PKCS", "--id", "03", "-i", data, "-o", _bench.Folder["signature"]);
        _bench.Pass(
            "openssl", "dgst", "-sha256", "-prverify", _bench.Folder["key.pem"], "-signature", _bench.Folder["signature"], data);
    }

    [Fact]
    public void Written_private_key_takes_attributes_from_its_certificate()
    {
        MakeIdentity();

        _tool.PassLoggedIn(
            "--write-object", _bench.Folder["key.der"], "--type", "privkey", "--id", "03", "--attr-from", _bench.Folder["cert.der"]);

        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(_bench.Folder["cert.der"]);
        AttributeTemplate wanted = new AttributeTemplate().Add(CKO.PRIVATE_KEY).Add(CKA.SUBJECT, certificate.SubjectName.RawData);
        Assert.Equal(1, _bench.Count(wanted));
    }

    [Theory]
    [InlineData("cert")]
    [InlineData("privkey")]
    [InlineData("pubkey")]
    public void Deleted_object_leaves_the_others(string type)
    {
        MakeIdentity();
        WriteIdentity("03");

        _tool.PassLoggedIn("--delete-object", "--type", type, "--id", "03");

        Assert.Equal(2, _bench.Token.Objects.Count);
        Assert.Contains("object not found", _tool.FailLoggedIn("--delete-object", "--type", type, "--id", "03"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Written_data_is_read_back(bool isPrivate)
    {
        string data = _bench.Write("data", "what is kept"u8);
        string[] options = isPrivate ? ["--private"] : [];

        _tool.PassLoggedIn(
            ["--write-object", data, "--type", "data", "--label", "note", "--application-label", "app", "--application-id", "1.2.3.4",
                .. options]);

        Assert.Equal(isPrivate, !_tool.Pass("--list-objects", "--type", "data").Contains("note", StringComparison.Ordinal));
        Assert.Contains("app_id:         1.2.3.4", _tool.PassLoggedIn("--list-objects", "--type", "data"), StringComparison.Ordinal);
        _tool.PassLoggedIn("--read-object", "--type", "data", "--label", "note", "-o", _bench.Folder["read"]);
        Assert.Equal(File.ReadAllBytes(data), File.ReadAllBytes(_bench.Folder["read"]));
    }

    [Fact]
    public void Id_of_an_object_is_changed_for_good()
    {
        MakeIdentity();
        WriteIdentity("03");

        _tool.PassLoggedIn("--set-id", "0a", "--type", "cert", "--id", "03");

        Assert.Equal(File.ReadAllBytes(_bench.Folder["cert.der"]), Read("cert", "0a"));
    }

    [Fact]
    public async Task Private_key_is_not_read()
    {
        await _bench.WriteIdentityAsync();

        string text = _tool.PassLoggedIn("--read-object", "--type", "privkey", "--id", ClientBench.SigningId);

        Assert.Contains("reading private keys not (yet) supported", text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private void MakeIdentity()
    {
        string key = _bench.Folder["key.pem"];
        _bench.Pass("openssl",
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", _bench.Folder["cert.pem"], "-subj", "/CN=SIMULATED");
        _bench.Pass("openssl", "x509", "-in", _bench.Folder["cert.pem"], "-outform", "der", "-out", _bench.Folder["cert.der"]);
        _bench.Pass("openssl", "rsa", "-in", key, "-outform", "der", "-out", _bench.Folder["key.der"]);
        _bench.Pass("openssl", "rsa", "-in", key, "-pubout", "-outform", "der", "-out", _bench.Folder["pub.der"]);
    }

    private void WriteIdentity(string id)
    {
        _tool.PassLoggedIn("--write-object", _bench.Folder["key.der"], "--type", "privkey", "--id", id, "--label", "k");
        _tool.PassLoggedIn("--write-object", _bench.Folder["pub.der"], "--type", "pubkey", "--id", id, "--label", "k");
        _tool.PassLoggedIn("--write-object", _bench.Folder["cert.der"], "--type", "cert", "--id", id, "--label", "k");
    }

    private byte[] Read(string type, string id)
    {
        _tool.Pass("--read-object", "--type", type, "--id", id, "-o", _bench.Folder["read"]);
        return File.ReadAllBytes(_bench.Folder["read"]);
    }
}
