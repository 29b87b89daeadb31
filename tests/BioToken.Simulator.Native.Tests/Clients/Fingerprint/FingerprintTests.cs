using System.Text;
using BioToken.Simulator.Native.Tests.Clients.GnuTls;
using BioToken.Simulator.Native.Tests.Clients.Nss;
using BioToken.Simulator.Native.Tests.Clients.OpenSc;
using BioToken.Simulator.Native.Tests.Clients.OpenSsh;
using BioToken.Simulator.Native.Tests.Clients.OpenSsl;

namespace BioToken.Simulator.Native.Tests.Clients.Fingerprint;

/// <summary>
/// Tests of clients that log in with a fingerprint: they call C_Login without a PIN if a token has a protected authentication path.
/// </summary>
public sealed class FingerprintTests : IDisposable
{
    private readonly ClientBench _bench = FingerprintBench.Create(
        Pkcs11Tool.Program, P11Tool.Program, "openssl", "certutil", "ssh", "sshd", "ssh-agent");

    [Fact]
    public async Task Pkcs11_tool_signs_after_a_touch()
    {
        await _bench.WriteIdentityAsync();

        new Pkcs11Tool(_bench).Pass("--login", "--sign", "-m", "SHA256-RSA-PKCS", "--id", ClientBench.SigningId,
            "-i", _bench.Write("data", "message"u8), "-o", _bench.Folder["signature"]);

        _bench.Pass("openssl",
            "dgst", "-sha256", "-verify", _bench.Folder["sign.pub"], "-signature", _bench.Folder["signature"], _bench.Folder["data"]);
    }

    [Fact]
    public async Task P11tool_lists_private_keys_after_touches()
    {
        await _bench.WriteIdentityAsync();

        string text = new P11Tool(_bench).PassLoggedIn("--list-all", P11Tool.Token);

        Assert.Contains("Type: Private key (RSA-2048)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_touch_serves_all_logins_of_p11tool_where_the_token_gives_time()
    {
        using ClientBench bench = FingerprintBench.Create(
            options => options with { FingerprintGrace = TimeSpan.FromMinutes(1) }, P11Tool.Program);
        await bench.WriteIdentityAsync();
        bench.Simulator.SetScript(bench.Serial, "right, cancel*9");

        string text = new P11Tool(bench).PassLoggedIn("--list-all", P11Tool.Token);

        Assert.Contains("Type: Private key (RSA-2048)", text, StringComparison.Ordinal);
        Assert.Equal(1, bench.Token.ScriptPosition);
    }

    [Fact]
    public async Task OpenSsl_engine_signs_after_a_touch()
    {
        await _bench.WriteIdentityAsync();
        OpenSslEngine openSsl = new(_bench, hasPin: false);
        string request = _bench.Folder["request.pem"];

        openSsl.Pass(["req", "-new", .. OpenSslEngine.Key(ClientBench.SigningId), "-subj", "/CN=SIMULATED", "-out", request]);

        Assert.Contains("self-signature verify OK", openSsl.Pass("req", "-verify", "-noout", "-in", request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certutil_lists_private_keys_after_a_touch()
    {
        await _bench.WriteIdentityAsync();

        string text = new NssDatabase(_bench).Pass("certutil", "-K", "-h", ClientBench.Label);

        Assert.Matches($@"rsa\s+{ClientBench.SigningId}\s+localhost", text);
    }

    [Fact]
    public async Task Ssh_logs_in_after_a_touch()
    {
        await _bench.WriteIdentityAsync();
        using SshServer server = new(_bench);

        ProgramOutcome result = server.Run("echo logged in", "-I", _bench.Library);

        Assert.True(result.Text.Contains("logged in", StringComparison.Ordinal), result.Text);
    }

    [Fact]
    public async Task PIN_logs_in_beside_the_finger()
    {
        // ssh-agent sends a PIN regardless of the token's flags.
        await _bench.WriteIdentityAsync();
        SshAskpass.Install(_bench, ClientBench.UserPin);
        string socket = _bench.Folder["agent"];
        using RunningProgram agent = _bench.Start("ssh-agent", "-D", "-a", socket, "-P", _bench.Library);
        agent.WaitFor("SSH_AUTH_SOCK");
        _bench.Write("keys", Encoding.ASCII.GetBytes(_bench.Pass("ssh-keygen", "-D", _bench.Library)));
        _bench.Simulator.SetScript(_bench.Serial, "walk-away*9");
        _bench.With("SSH_AUTH_SOCK", socket);

        _bench.Pass("ssh-add", "-s", _bench.Library);

        _bench.Pass("ssh-add", "-T", _bench.Folder["keys"]);
    }

    public void Dispose() => _bench.Dispose();
}
