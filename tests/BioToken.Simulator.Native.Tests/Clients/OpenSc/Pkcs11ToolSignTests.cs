using System.Security.Cryptography;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

public sealed class Pkcs11ToolSignTests : IDisposable
{
    // The DigestInfo of SHA-256 that precedes the digest (RFC 8017, section 9.2, note 1).
    private static readonly byte[] Sha256Info =
        [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

    private static readonly byte[] Data = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];

    private readonly ClientBench _bench = new([Pkcs11Tool.Program, "openssl"]);
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolSignTests() => _tool = new(_bench);

    [Theory]
    [InlineData("SHA1-RSA-PKCS", "sha1")]
    [InlineData("SHA256-RSA-PKCS", "sha256")]
    [InlineData("SHA384-RSA-PKCS", "sha384")]
    [InlineData("SHA512-RSA-PKCS", "sha512")]
    public async Task RSA_signature_over_data_is_verified_by_openssl_and_by_the_token(string mechanism, string digest)
    {
        await _bench.WriteIdentityAsync();

        Sign(ClientBench.SigningId, mechanism, Data);

        Assert.Contains("Verified OK", OpenSslVerify("sign.pub", digest), StringComparison.Ordinal);
        Assert.Contains("Signature is valid", Verify(ClientBench.SigningId, mechanism, Data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHA256-RSA-PKCS-PSS", "sha256")]
    [InlineData("SHA384-RSA-PKCS-PSS", "sha384")]
    [InlineData("SHA512-RSA-PKCS-PSS", "sha512")]
    public async Task PSS_signature_over_data_is_verified_by_openssl_and_by_the_token(string mechanism, string digest)
    {
        await _bench.WriteIdentityAsync();

        Sign(ClientBench.SigningId, mechanism, Data);

        Assert.Contains("Verified OK", OpenSslVerify("sign.pub", digest, "-sigopt", "rsa_padding_mode:pss"), StringComparison.Ordinal);
        Assert.Contains("Signature is valid", Verify(ClientBench.SigningId, mechanism, Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RSA_signature_over_a_DigestInfo_is_verified_by_openssl_and_by_the_token()
    {
        await _bench.WriteIdentityAsync();
        byte[] info = [.. Sha256Info, .. SHA256.HashData(Data)];

        Sign(ClientBench.SigningId, "RSA-PKCS", info);

        Assert.Contains("Verified OK", OpenSslVerify("sign.pub", "sha256"), StringComparison.Ordinal);
        Assert.Contains("Signature is valid", Verify(ClientBench.SigningId, "RSA-PKCS", info), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHA256", "sha256")]
    [InlineData("SHA384", "sha384")]
    [InlineData("SHA512", "sha512")]
    public async Task PSS_signature_over_a_digest_is_verified_by_openssl_and_by_the_token(string algorithm, string digest)
    {
        await _bench.WriteIdentityAsync();
        byte[] hash = CryptographicOperations.HashData(new HashAlgorithmName(algorithm), Data);

        Sign(ClientBench.SigningId, "RSA-PKCS-PSS", hash, "--hash-algorithm", algorithm);

        Assert.Contains("Verified OK", OpenSslVerify("sign.pub", digest, "-sigopt", "rsa_padding_mode:pss"), StringComparison.Ordinal);
        string text = Verify(ClientBench.SigningId, "RSA-PKCS-PSS", hash, "--hash-algorithm", algorithm);
        Assert.Contains("Signature is valid", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ECDSA-SHA1", "sha1")]
    [InlineData("ECDSA-SHA256", "sha256")]
    public void EC_signature_over_data_is_verified_by_openssl_and_by_the_token(string mechanism, string digest)
    {
        _bench.WriteEcKey();

        Sign(ClientBench.EcId, mechanism, Data, "-f", "openssl");

        Assert.Contains("Verified OK", OpenSslVerify("ec.pub", digest), StringComparison.Ordinal);
        Assert.Contains("Signature is valid", Verify(ClientBench.EcId, mechanism, Data, "-f", "openssl"), StringComparison.Ordinal);
    }

    [Fact]
    public void EC_signature_over_a_digest_is_verified_by_openssl_and_by_the_token()
    {
        _bench.WriteEcKey();
        byte[] hash = SHA256.HashData(Data);

        Sign(ClientBench.EcId, "ECDSA", hash, "-f", "openssl");

        Assert.Contains("Verified OK", OpenSslVerify("ec.pub", "sha256"), StringComparison.Ordinal);
        Assert.Contains("Signature is valid", Verify(ClientBench.EcId, "ECDSA", hash, "-f", "openssl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHA256-RSA-PKCS")]
    [InlineData("SHA256-RSA-PKCS-PSS")]
    public async Task Signature_over_other_data_is_invalid(string mechanism)
    {
        await _bench.WriteIdentityAsync();
        Sign(ClientBench.SigningId, mechanism, Data);

        Assert.Contains("Invalid signature", Verify(ClientBench.SigningId, mechanism, Data[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_management_key_does_not_sign()
    {
        await _bench.WriteIdentityAsync();

        string text = _tool.FailLoggedIn(
            "--sign", "-m", "SHA256-RSA-PKCS", "--id", ClientBench.KeyManagementId, "-i", _bench.Write("input", Data));

        Assert.Contains("CKR_KEY_FUNCTION_NOT_PERMITTED", text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private void Sign(string id, string mechanism, byte[] data, params string[] options)
        => _tool.PassLoggedIn(
            ["--sign", "-m", mechanism, "--id", id, "-i", _bench.Write("input", data), "-o", _bench.Folder["signature"], .. options]);

    private string Verify(string id, string mechanism, byte[] data, params string[] options)
        => _tool.Pass(
            ["--verify", "-m", mechanism, "--id", id, "-i", _bench.Write("input", data),
                "--signature-file", _bench.Folder["signature"], .. options]);

    private string OpenSslVerify(string publicKey, string digest, params string[] options)
        => _bench.Pass(
            "openssl",
            ["dgst", $"-{digest}", "-verify", _bench.Folder[publicKey], "-signature", _bench.Folder["signature"], .. options,
                _bench.Write("data", Data)]);
}
