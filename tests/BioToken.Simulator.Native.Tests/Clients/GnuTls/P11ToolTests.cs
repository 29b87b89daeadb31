using System.Security.Cryptography.X509Certificates;

namespace BioToken.Simulator.Native.Tests.Clients.GnuTls;

public sealed class P11ToolTests : IDisposable
{
    private readonly ClientBench _bench = new([P11Tool.Program, "openssl"]);
    private readonly P11Tool _tool;

    public P11ToolTests() => _tool = new(_bench);

    [Fact]
    public void List_tokens_shows_the_token_as_hardware_that_wants_a_login()
    {
        string text = _tool.Pass("--list-tokens");

        Assert.Contains($"Serial: {_bench.Serial}", text, StringComparison.Ordinal);
        Assert.Contains("Type: Hardware token", text, StringComparison.Ordinal);
        Assert.Contains("Flags: RNG, Requires login", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_all_shows_what_the_library_wrote()
    {
        await _bench.WriteIdentityAsync();

        string text = _tool.PassLoggedIn("--list-all", P11Tool.Token);

        Assert.Equal(2, Count(text, "Type: X.509 Certificate (RSA-2048)"));
        Assert.Equal(2, Count(text, "Type: Private key (RSA-2048)"));
        Assert.Equal(2, Count(text, "Type: Public key (RSA-2048)"));
        Assert.Equal(2, Count(text, "CKA_NEVER_EXTRACTABLE; CKA_SENSITIVE") + Count(text, "CKA_PRIVATE; CKA_SENSITIVE"));
    }

    [Fact]
    public void Wrong_PIN_lists_nothing()
    {
        _bench.With("GNUTLS_PIN", "99999999");

        _tool.FailLoggedIn("--generate-ecc", "--curve", "secp256r1", "--label", "new", P11Tool.Token);

        Assert.Empty(_bench.Token.Objects);
        Assert.Equal(4, _bench.Token.PinAttemptsRemaining);
    }

    [Theory]
    [InlineData("--generate-rsa", "--bits", "2048", "RSA-SHA256")]
    [InlineData("--generate-rsa", "--bits", "3072", "RSA-SHA256")]
    [InlineData("--generate-ecc", "--curve", "secp256r1", "ECDSA-SHA256")]
    [InlineData("--generate-ecc", "--curve", "secp384r1", "ECDSA-SHA256")]
    public void Generated_key_passes_the_signature_test(string command, string option, string value, string algorithm)
    {
        string made = _tool.PassLoggedIn(command, option, value, "--label", "new", "--id", "11", P11Tool.Token);
        Assert.Contains("BEGIN PUBLIC KEY", made, StringComparison.Ordinal);

        string text = _tool.PassLoggedIn("--test-sign", $"{P11Tool.Token};object=new;type=private");

        Assert.Contains($"Signing using {algorithm}... ok", text, StringComparison.Ordinal);
        Assert.Contains("Verifying against public key in the token... ok", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_of_PSS_signatures_succeeds_with_the_key_that_the_library_wrote()
    {
        await _bench.WriteIdentityAsync();

        string text = _tool.PassLoggedIn("--test-sign", "--sign-params", "RSA-PSS", ClientBench.Uri(ClientBench.SigningId, "private"));

        Assert.Contains("Verifying against public key in the token... ok", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Written_certificate_and_key_are_exported_and_deleted()
    {
        _bench.Pass("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=SIMULATED",
            "-keyout", _bench.Folder["key.pem"], "-out", _bench.Folder["cert.pem"]);

        _tool.PassLoggedIn("--write", "--load-certificate", _bench.Folder["cert.pem"], "--label", "own", "--id", "13", P11Tool.Token);
        _tool.PassLoggedIn("--write", "--load-privkey", _bench.Folder["key.pem"], "--label", "own", "--id", "13", P11Tool.Token);

        _tool.Pass("--export", $"{P11Tool.Token};object=own;type=cert", "--outfile", _bench.Folder["read.pem"]);
        using X509Certificate2 written = X509CertificateLoader.LoadCertificateFromFile(_bench.Folder["cert.pem"]);
        using X509Certificate2 read = X509CertificateLoader.LoadCertificateFromFile(_bench.Folder["read.pem"]);
        Assert.Equal(written.RawData, read.RawData);
        _tool.PassLoggedIn("--test-sign", $"{P11Tool.Token};object=own;type=private");
        _tool.PassLoggedIn("--delete", $"{P11Tool.Token};object=own");
        Assert.Empty(_bench.Token.Objects);
    }

    [Fact]
    public void Generate_random_gives_bytes()
    {
        _tool.Pass("--generate-random", "48", "--outfile", _bench.Folder["random"], P11Tool.Token);

        Assert.Equal(48, new FileInfo(_bench.Folder["random"]).Length);
    }

    public void Dispose() => _bench.Dispose();

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
