namespace BioToken.Simulator.Native.Tests.Clients.GnuTls;

public sealed class GnuTlsHandshakeTests : IDisposable
{
    private readonly ClientBench _bench = new(["gnutls-cli", "gnutls-serv"]);

    [Fact]
    public async Task TLS13_with_an_RSA_key_of_the_token_on_both_sides_is_signed_with_PSS()
    {
        await _bench.WriteIdentityAsync();

        string text = Handshake(ClientBench.SigningId, "sign.pem", "ca.pem", out string server);

        Assert.Contains("Description: (TLS1.3-X.509)", text, StringComparison.Ordinal);
        Assert.Contains("The certificate is trusted", text, StringComparison.Ordinal);
        Assert.Contains("Client Signature: RSA-PSS-RSAE-SHA256", server, StringComparison.Ordinal);
        Assert.Contains("Server Signature: RSA-PSS-RSAE-SHA256", server, StringComparison.Ordinal);
    }

    [Fact]
    public void TLS13_with_an_EC_key_of_the_token_on_both_sides_is_signed_with_ECDSA()
    {
        _bench.WriteEcKey();

        string text = Handshake(ClientBench.EcId, "ec.pem", "ec.pem", out string server);

        Assert.Contains("Description: (TLS1.3-X.509)", text, StringComparison.Ordinal);
        Assert.Contains("Client Signature: ECDSA-SECP256R1-SHA256", server, StringComparison.Ordinal);
        Assert.Contains("Server Signature: ECDSA-SECP256R1-SHA256", server, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private string Handshake(string id, string certificate, string authority, out string serverText)
    {
        string[] key =
        [
            "--provider", _bench.Library, "--x509keyfile", ClientBench.Uri(id, "private"), "--x509certfile", _bench.Folder[certificate],
            "--x509cafile", _bench.Folder[authority], "--port", FreePort.Find(),
        ];
        using RunningProgram server = _bench.Start("gnutls-serv", [.. key, "--require-client-cert", "--echo"]);
        server.WaitFor("Echo Server listening on IPv4");

        using RunningProgram client = _bench.Start("gnutls-cli", [.. key, "localhost"]);
        client.WaitFor("Simple Client Mode");
        client.WriteLine("hello");
        client.WaitFor("hello");
        Assert.Equal(0, client.WaitForExit());
        serverText = server.Text;
        return client.Text;
    }
}
