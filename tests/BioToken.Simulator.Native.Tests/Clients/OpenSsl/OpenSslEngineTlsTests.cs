namespace BioToken.Simulator.Native.Tests.Clients.OpenSsl;

public sealed class OpenSslEngineTlsTests : IDisposable
{
    private readonly ClientBench _bench = new([OpenSslEngine.Program]);

    public OpenSslEngineTlsTests() => _ = new OpenSslEngine(_bench);

    [Fact]
    public async Task TLS13_with_an_RSA_key_of_the_token_on_both_sides_is_signed_with_PSS()
    {
        await _bench.WriteIdentityAsync();

        string client = Handshake(ClientBench.SigningId, "sign.pem", "ca.pem", out string server);

        Assert.Contains("Protocol version: TLSv1.3", client, StringComparison.Ordinal);
        Assert.Contains("Verification: OK", client, StringComparison.Ordinal);
        Assert.Contains("Signature type: RSA-PSS", client, StringComparison.Ordinal);
        Assert.Contains("Peer signature type: RSA-PSS", server, StringComparison.Ordinal);
    }

    [Fact]
    public void TLS13_with_an_EC_key_of_the_token_on_both_sides_is_signed_with_ECDSA()
    {
        _bench.WriteEcKey();

        string client = Handshake(ClientBench.EcId, "ec.pem", "ec.pem", out string server);

        Assert.Contains("Protocol version: TLSv1.3", client, StringComparison.Ordinal);
        Assert.Contains("Signature type: ECDSA", client, StringComparison.Ordinal);
        Assert.Contains("Peer signature type: ECDSA", server, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private string Handshake(string id, string certificate, string authority, out string serverText)
    {
        string[] own =
        [
            .. OpenSslEngine.Key(id), "-cert", _bench.Folder[certificate], "-CAfile", _bench.Folder[authority], "-verify_return_error",
            "-tls1_3",
        ];
        using RunningProgram server = _bench.Start(
            OpenSslEngine.Program, ["s_server", "-accept", "127.0.0.1:0", "-Verify", "1", "-naccept", "1", .. own]);
        string port = server.WaitFor("ACCEPT 127.0.0.1:").Trim();

        using RunningProgram client = _bench.Start(OpenSslEngine.Program, ["s_client", "-connect", $"127.0.0.1:{port}", "-brief", .. own]);
        server.WaitFor("Peer signature type:");
        client.WaitFor("Server Temp Key");
        client.WriteLine("Q");
        Assert.Equal(0, client.WaitForExit());
        Assert.Equal(0, server.WaitForExit());
        serverText = server.Text;
        return client.Text;
    }
}
