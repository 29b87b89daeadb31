namespace BioToken.Simulator.Native.Tests.Clients.GnuTls;

public sealed class CertToolTests : IDisposable
{
    private readonly ClientBench _bench = new(["certtool", "openssl"]);

    [Fact]
    public async Task Request_signed_by_an_RSA_key_is_verified_by_openssl()
    {
        await _bench.WriteIdentityAsync();

        Assert.Contains("self-signature verify OK", Request(ClientBench.SigningId), StringComparison.Ordinal);
    }

    [Fact]
    public void Request_signed_by_an_EC_key_is_verified_by_openssl()
    {
        _bench.WriteEcKey();

        Assert.Contains("self-signature verify OK", Request(ClientBench.EcId), StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private string Request(string id)
    {
        string request = _bench.Folder["request.pem"];
        _bench.Pass("certtool", "--provider", _bench.Library, "--generate-request", "--outfile", request,
            "--load-privkey", ClientBench.Uri(id, "private"), "--load-pubkey", ClientBench.Uri(id, "public"),
            "--template", _bench.Write("template", "cn = \"SIMULATED\"\n"u8));
        return _bench.Pass("openssl", "req", "-verify", "-noout", "-in", request);
    }
}
