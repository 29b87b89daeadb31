using BioToken.Simulator.Native.Tests.Clients.GnuTls;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

public sealed class Pkcs11ToolKeyTests : IDisposable
{
    private readonly ClientBench _bench = new([Pkcs11Tool.Program, P11Tool.Program, "openssl"]);
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolKeyTests() => _tool = new(_bench);

    [Theory]
    [InlineData("rsa:2048", "Public Key Object; RSA 2048 bits", "SHA256-RSA-PKCS")]
    [InlineData("rsa:3072", "Public Key Object; RSA 3072 bits", "SHA256-RSA-PKCS")]
    [InlineData("rsa:4096", "Public Key Object; RSA 4096 bits", "SHA256-RSA-PKCS")]
    [InlineData("EC:prime256v1", "Public Key Object; EC  EC_POINT 256 bits", "ECDSA-SHA256")]
    [InlineData("EC:secp384r1", "Public Key Object; EC  EC_POINT 384 bits", "ECDSA-SHA256")]
    public void Generated_pair_signs_what_openssl_verifies(string type, string expected, string mechanism)
    {
        string text = _tool.PassLoggedIn("--keypairgen", "--key-type", type, "--id", "01", "--label", "new", "--usage-sign");

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains("sensitive, always sensitive, never extractable, local", text, StringComparison.Ordinal);
        string data = _bench.Write("data", "message"u8);
        _tool.PassLoggedIn("--sign", "-m", mechanism, "--id", "01", "-f", "openssl", "-i", data, "-o", _bench.Folder["signature"]);
        // pkcs11-tool 0.23 itself cannot read a P-384 public key.
        new P11Tool(_bench).PassLoggedIn("--export-pubkey", ClientBench.Uri("01", "private"), "--outfile", _bench.Folder["public"]);
        _bench.Pass("openssl", "dgst", "-sha256", "-verify", _bench.Folder["public"], "-signature", _bench.Folder["signature"], data);
    }

    [Theory]
    [InlineData("AES:16")]
    [InlineData("AES:32")]
    [InlineData("GENERIC:64")]
    public void Generated_secret_key_is_listed_and_deleted(string type)
    {
        _tool.PassLoggedIn("--keygen", "--key-type", type, "--id", "01", "--label", "secret");

        Assert.Contains("Secret Key Object", _tool.PassLoggedIn("--list-objects", "--type", "secrkey"), StringComparison.Ordinal);
        _tool.PassLoggedIn("--delete-object", "--type", "secrkey", "--id", "01");
        Assert.Empty(_bench.Token.Objects);
    }

    [Fact]
    public void Generated_pair_is_there_for_the_next_process_and_deleted_by_the_one_after()
    {
        _tool.PassLoggedIn("--keypairgen", "--key-type", "EC:prime256v1", "--id", "01", "--label", "kept");

        Assert.DoesNotContain("Private Key Object", _tool.Pass("--list-objects"), StringComparison.Ordinal);
        Assert.Contains("Private Key Object", _tool.PassLoggedIn("--list-objects"), StringComparison.Ordinal);
        _tool.PassLoggedIn("--delete-object", "--type", "privkey", "--id", "01");
        _tool.PassLoggedIn("--delete-object", "--type", "pubkey", "--id", "01");
        Assert.Empty(_bench.Token.Objects);
    }

    [Fact]
    public void Key_pair_is_not_generated_without_a_login()
    {
        string text = _tool.Fail("--keypairgen", "--key-type", "rsa:2048", "--id", "01");

        Assert.Contains("CKR_USER_NOT_LOGGED_IN", text, StringComparison.Ordinal);
        Assert.Empty(_bench.Token.Objects);
    }

    [Fact]
    public void Key_size_that_the_token_does_not_make_is_refused()
    {
        string text = _tool.FailLoggedIn("--keypairgen", "--key-type", "rsa:1024", "--id", "01");

        Assert.Contains("CKR_ATTRIBUTE_VALUE_INVALID", text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();
}
