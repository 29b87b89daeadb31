namespace BioToken.Simulator.Native.Tests.Clients.Nss;

public sealed class NssTests : IDisposable
{
    private readonly ClientBench _bench = new(["modutil", "certutil", "cmsutil", "tstclnt", "selfserv", "openssl"]);
    private readonly NssDatabase _nss;

    public NssTests() => _nss = new(_bench);

    [Fact]
    public void Modutil_adds_the_library_and_lists_its_token()
    {
        string text = _nss.List();

        Assert.Contains("added to database", _nss.Added, StringComparison.Ordinal);
        Assert.Contains($"Token Serial Number: {_bench.Serial}", text, StringComparison.Ordinal);
        Assert.Contains("Login Type: Login required", text, StringComparison.Ordinal);
        Assert.Contains("User Pin: Initialized", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certutil_lists_certificates_with_their_keys()
    {
        await _bench.WriteIdentityAsync();

        Assert.Matches(@"SIMULATED:localhost\s+u,u,u", _nss.Pass("certutil", ["-L", "-h", "all", .. _nss.PinFile]));
        string keys = _nss.Pass("certutil", ["-K", "-h", ClientBench.Label, .. _nss.PinFile]);
        Assert.Matches($@"rsa\s+{ClientBench.SigningId}\s+localhost", keys);
        Assert.Matches($@"rsa\s+{ClientBench.KeyManagementId}\s+localhost", keys);
    }

    [Theory]
    [InlineData("-k", "rsa", "-g", "2048")]
    [InlineData("-k", "ec", "-q", "nistp256")]
    [InlineData("-k", "ec", "-q", "secp384r1")]
    public void Certutil_makes_a_key_and_a_certificate_signed_by_it(params string[] key)
    {
        _nss.Pass("certutil",
            ["-S", "-h", ClientBench.Label, "-n", "made", "-s", "CN=SIMULATED", "-x", "-t", ",,", "-z", Noise(), .. key, .. _nss.PinFile]);

        string certificate = _bench.Folder["made.pem"];
        File.WriteAllText(
            certificate, _nss.Pass("certutil", ["-L", "-h", ClientBench.Label, "-n", "SIMULATED:made", "-a", .. _nss.PinFile]));
        _bench.Pass("openssl", "verify", "-CAfile", certificate, "-check_ss_sig", certificate);
        Assert.Equal(3, _bench.Token.Objects.Count);
    }

    [Fact]
    public void Certutil_makes_a_key_and_a_request_signed_by_it()
    {
        string request = _bench.Folder["request.pem"];

        _nss.Pass("certutil",
            ["-R", "-h", ClientBench.Label, "-k", "rsa", "-g", "2048", "-z", Noise(), "-s", "CN=SIMULATED", "-a", "-o", request,
                .. _nss.PinFile]);

        string text = _bench.Pass("openssl", "req", "-verify", "-noout", "-in", request);
        Assert.Contains("self-signature verify OK", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Certutil_generates_a_key_alone()
    {
        _nss.Pass("certutil", ["-G", "-h", ClientBench.Label, "-k", "rsa", "-g", "2048", "-z", Noise(), .. _nss.PinFile]);

        Assert.Contains("(orphan)", _nss.Pass("certutil", ["-K", "-h", ClientBench.Label, .. _nss.PinFile]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_signed_by_cmsutil_is_verified_by_openssl()
    {
        await _bench.WriteIdentityAsync();
        TrustAuthority();
        string signed = _bench.Folder["signed"];

        _nss.Pass("cmsutil", ["-S", "-N", "SIMULATED:localhost", "-i", _bench.Write("data", "message"u8), "-o", signed, .. _nss.PinFile]);

        string text = _bench.Pass(
            "openssl", "cms", "-verify", "-inform", "der", "-in", signed, "-CAfile", _bench.Folder["ca.pem"], "-purpose", "any");
        Assert.Contains("CMS Verification successful", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_encrypted_by_openssl_is_decrypted_by_cmsutil()
    {
        await _bench.WriteIdentityAsync();
        string encrypted = _bench.Folder["encrypted"];
        string data = _bench.Write("data", "what is secret"u8);
        _bench.Pass(
            "openssl", "cms", "-encrypt", "-aes128", "-in", data, "-outform", "der", "-out", encrypted, _bench.Folder["km.pem"]);

        Assert.Contains("what is secret", _nss.Pass("cmsutil", ["-D", "-i", encrypted, .. _nss.PinFile]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS13_client_authenticates_with_a_key_of_the_token()
    {
        await _bench.WriteIdentityAsync();
        _bench.WriteEcKey();
        TrustAuthority();
        using RunningProgram server = StartServer();
        string port = server.WaitFor("ACCEPT 127.0.0.1:").Trim();

        using RunningProgram client = _nss.Start(
            "tstclnt", "-Q", "-o", "-h", "localhost", "-4", "-p", port, "-n", "SIMULATED:localhost", "-V", "tls1.3:tls1.3",
            "-W", _nss.PinFile[1]);
        server.WaitFor("Peer signature type: RSA-PSS");

        Assert.Equal(0, client.WaitForExit());
    }

    [Fact]
    public void TLS13_server_authenticates_with_a_key_of_the_token()
    {
        _bench.WriteEcKey();
        string port = FreePort.Find();
        using RunningProgram server = _nss.Start(
            "selfserv", "-v", "-n", "SIMULATED:ec", "-w", ClientBench.UserPin, "-p", port, "-V", "tls1.3:tls1.3");
        server.WaitFor("About to call accept");

        using RunningProgram client = _bench.Start(
            "openssl", "s_client", "-connect", $"localhost:{port}", "-CAfile", _bench.Folder["ec.pem"], "-verify_return_error", "-brief");

        client.WaitFor("Signature type: ECDSA");
        client.WaitFor("Verification: OK");
    }

    public void Dispose() => _bench.Dispose();

    private RunningProgram StartServer()
    {
        _bench.Pass("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
            "-keyout", _bench.Folder["server.key"], "-out", _bench.Folder["server.pem"]);
        return _bench.Start("openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-Verify", "1", "-verify_return_error",
            "-key", _bench.Folder["server.key"], "-cert", _bench.Folder["server.pem"], "-CAfile", _bench.Folder["ca.pem"]);
    }

    private string Noise() => _bench.Write("noise", new byte[64]);

    private void TrustAuthority() => _nss.Pass("certutil", "-A", "-n", "authority", "-t", "CT,C,C", "-i", _bench.Folder["ca.pem"], "-a");
}
