namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

public sealed class Pkcs11ToolDecryptTests : IDisposable
{
    private static readonly byte[] Data = "what is secret"u8.ToArray();

    private readonly ClientBench _bench = new([Pkcs11Tool.Program, "openssl"]);
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolDecryptTests() => _tool = new(_bench);

    [Fact]
    public async Task RSA_PKCS_decrypts_what_openssl_encrypted()
    {
        await _bench.WriteIdentityAsync();
        Encrypt("rsa_padding_mode:pkcs1");

        Assert.Equal(Data, Decrypt("RSA-PKCS"));
    }

    [Theory]
    [InlineData("sha1", "SHA-1", "MGF1-SHA1")]
    [InlineData("sha256", "SHA256", "MGF1-SHA256")]
    public async Task OAEP_decrypts_what_openssl_encrypted(string digest, string algorithm, string mask)
    {
        await _bench.WriteIdentityAsync();
        Encrypt("rsa_padding_mode:oaep", $"rsa_oaep_md:{digest}");

        Assert.Equal(Data, Decrypt("RSA-PKCS-OAEP", "--hash-algorithm", algorithm, "--mgf", mask));
    }

    [Fact]
    public async Task OAEP_with_another_digest_in_the_mask_decrypts_what_openssl_encrypted()
    {
        await _bench.WriteIdentityAsync();
        Encrypt("rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha1");

        Assert.Equal(Data, Decrypt("RSA-PKCS-OAEP", "--hash-algorithm", "SHA256", "--mgf", "MGF1-SHA1"));
    }

    [Fact]
    public async Task Damaged_text_is_refused()
    {
        await _bench.WriteIdentityAsync();
        Encrypt("rsa_padding_mode:oaep", "rsa_oaep_md:sha256");
        byte[] encrypted = File.ReadAllBytes(_bench.Folder["encrypted"]);
        encrypted[^1] ^= 1;
        _bench.Write("encrypted", encrypted);

        string text = _tool.FailLoggedIn(DecryptArguments("RSA-PKCS-OAEP", "--hash-algorithm", "SHA256", "--mgf", "MGF1-SHA256"));

        // pkcs11-tool tries again in parts, and reports the error of that attempt.
        Assert.Contains("PKCS11 function C_Decrypt", text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private void Encrypt(params string[] options) => _bench.Pass("openssl",
        ["pkeyutl", "-encrypt", "-pubin", "-inkey", _bench.Folder["km.pub"], "-in", _bench.Write("data", Data),
            "-out", _bench.Folder["encrypted"], .. options.SelectMany(option => new[] { "-pkeyopt", option })]);

    private byte[] Decrypt(params string[] options)
    {
        _tool.PassLoggedIn(DecryptArguments(options));
        return File.ReadAllBytes(_bench.Folder["decrypted"]);
    }

    private string[] DecryptArguments(params string[] options)
        => ["--decrypt", "--id", ClientBench.KeyManagementId, "-i", _bench.Folder["encrypted"], "-o", _bench.Folder["decrypted"],
            "-m", .. options];
}
