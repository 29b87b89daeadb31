namespace BioToken.Simulator.Native.Tests.Clients.OpenSsl;

public sealed class OpenSslEngineTests : IDisposable
{
    private readonly ClientBench _bench = new([OpenSslEngine.Program]);
    private readonly OpenSslEngine _openSsl;

    public OpenSslEngineTests() => _openSsl = new(_bench);

    [Fact]
    public async Task Request_signed_by_an_RSA_key_is_verified()
    {
        await _bench.WriteIdentityAsync();

        Assert.Contains("self-signature verify OK", Request(ClientBench.SigningId), StringComparison.Ordinal);
    }

    [Fact]
    public void Request_signed_by_an_EC_key_is_verified()
    {
        _bench.WriteEcKey();

        Assert.Contains("self-signature verify OK", Request(ClientBench.EcId), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha512", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest")]
    public async Task Signature_of_an_RSA_key_is_verified(string digest, params string[] options)
    {
        await _bench.WriteIdentityAsync();

        Assert.Contains("Verified OK", SignAndVerify(ClientBench.SigningId, "sign.pub", digest, options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public void Signature_of_an_EC_key_is_verified(string digest)
    {
        _bench.WriteEcKey();

        Assert.Contains("Verified OK", SignAndVerify(ClientBench.EcId, "ec.pub", digest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa_padding_mode:pkcs1")]
    [InlineData("rsa_padding_mode:oaep")]
    public async Task Text_encrypted_for_the_key_is_decrypted(string padding)
    {
        await _bench.WriteIdentityAsync();
        string data = _bench.Write("data", "what is secret"u8);
        string encrypted = _bench.Folder["encrypted"];
        _openSsl.Pass(
            "pkeyutl", "-encrypt", "-pubin", "-inkey", _bench.Folder["km.pub"], "-in", data, "-out", encrypted, "-pkeyopt", padding);

        _openSsl.Pass(
            ["pkeyutl", "-decrypt", .. OpenSslEngine.Key(ClientBench.KeyManagementId, "-inkey"), "-in", encrypted,
                "-out", _bench.Folder["read"], "-pkeyopt", padding]);

        Assert.Equal(File.ReadAllBytes(data), File.ReadAllBytes(_bench.Folder["read"]));
    }

    public void Dispose() => _bench.Dispose();

    private string Request(string id)
    {
        string request = _bench.Folder["request.pem"];
        _openSsl.Pass(["req", "-new", .. OpenSslEngine.Key(id), "-subj", "/CN=SIMULATED", "-out", request]);
        return _openSsl.Pass("req", "-verify", "-noout", "-in", request);
    }

    private string SignAndVerify(string id, string publicKey, string digest, params string[] options)
    {
        string data = _bench.Write("data", "message"u8);
        string signature = _bench.Folder["signature"];
        _openSsl.Pass(["dgst", $"-{digest}", .. OpenSslEngine.Key(id, "-sign"), .. options, "-out", signature, data]);
        return _openSsl.Pass(["dgst", $"-{digest}", "-verify", _bench.Folder[publicKey], .. options, "-signature", signature, data]);
    }
}
