using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Native.Tests.Clients.GnuTls;
using BioToken.Simulator.Native.Tests.Clients.Nss;
using BioToken.Simulator.Native.Tests.Clients.OpenSc;
using BioToken.Simulator.Native.Tests.Clients.OpenSsh;
using BioToken.Simulator.Native.Tests.Clients.OpenSsl;

namespace BioToken.Simulator.Native.Tests.Clients.Fingerprint;

/// <summary>
/// Tests of clients with a key that requires a fingerprint for each signature. Clients that log in again for it (CKU_CONTEXT_SPECIFIC) can
/// use the key, as docs/clients.md states for each client.
/// </summary>
public sealed class PerSignatureTests : IDisposable
{
    private const string KeyId = "01";

    private readonly ClientBench _bench = new(
        [Pkcs11Tool.Program, P11Tool.Program, "openssl", "certutil", "ssh", "sshd", "ssh-agent"],
        options => options with { Vendor = "asam2072fp", Script = "right*20" });

    public PerSignatureTests()
        => new Pkcs11Tool(_bench).PassLoggedIn("--keypairgen", "--key-type", "rsa:2048", "--id", KeyId, "--label", "key");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Pkcs11_tool_signs_with_a_finger_for_each_signature()
    {
        string data = _bench.Write("data", "message"u8);
        for (int signature = 1; signature <= 2; signature++)
        {
            new Pkcs11Tool(_bench).PassLoggedIn(
                "--sign", "-m", "SHA256-RSA-PKCS", "--id", KeyId, "-i", data, "-o", _bench.Folder["signature"]);
            Assert.Equal(signature, _bench.Token.ScriptPosition);
        }

        _bench.Simulator.SetScript(_bench.Serial, "wrong");
        Assert.Contains("CKR_PIN_INCORRECT", _bench.Fail(
            Pkcs11Tool.Program,
            "--module",
            _bench.Library,
            "--login",
            "--pin",
            ClientBench.UserPin,
            "--sign",
            "-m",
            "SHA256-RSA-PKCS",
            "--id",
            KeyId,
            "-i", data, "-o", _bench.Folder["none"]), StringComparison.Ordinal);
    }

    [Fact]
    public void P11tool_signs_with_a_finger()
    {
        Assert.Contains("Signing using RSA-SHA256... ok", new P11Tool(_bench).PassLoggedIn(
            "--test-sign", ClientBench.Uri(KeyId, "private")), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Token.ScriptPosition);
    }

    [Fact]
    public void Certutil_signs_with_a_finger()
    {
        string noise = _bench.Write("noise", new byte[64]);
        NssDatabase nss = new(_bench);
        nss.Pass("certutil",
            ["-R", "-h", ClientBench.Label, "-k", "rsa", "-g", "2048", "-z", noise, "-s", "CN=SIMULATED", "-o", _bench.Folder["request"], .. nss.PinFile]);
        Assert.Equal(1, _bench.Token.ScriptPosition);
    }

    [Fact]
    public void OpenSsl_engine_does_not_sign_without_a_terminal_to_type_the_PIN_again()
    {
        _ = new OpenSslEngine(_bench);
        string text = _bench.Fail(
            OpenSslEngine.Program,
            ["req", "-new", .. OpenSslEngine.Key(KeyId), "-subj", "/CN=SIMULATED", "-out", _bench.Folder["request"]]);
        Assert.Contains("Enter PKCS#11 key PIN", text, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Token.ScriptPosition);
    }

    [Fact]
    public void Ssh_takes_its_first_login_for_the_one_of_the_signature()
    {
        SshAskpass.Install(_bench, ClientBench.UserPin);
        using SshServer server = new(_bench);
        ProgramOutcome result = server.Run("echo logged in", "-I", _bench.Library);
        Assert.Contains($"C_Sign failed: {(int)CKR.USER_NOT_LOGGED_IN}", result.Text, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Token.ScriptPosition);
    }

    [Fact]
    public void Ssh_agent_refuses_to_sign()
    {
        SshAskpass.Install(_bench, ClientBench.UserPin);
        string socket = _bench.Folder["agent"];
        using RunningProgram agent = _bench.Start("ssh-agent", "-D", "-a", socket, "-P", _bench.Library);
        agent.WaitFor("SSH_AUTH_SOCK");
        string key = _bench.Write("key.pub", Encoding.ASCII.GetBytes(_bench.Pass("ssh-keygen", "-D", _bench.Library)));
        _bench.With("SSH_AUTH_SOCK", socket);
        _bench.Pass("ssh-add", "-s", _bench.Library);
        Assert.Contains("agent refused operation", _bench.Fail(
            "ssh-keygen", "-Y", "sign", "-n", "file", "-f", key, _bench.Write("data", "message"u8)), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Token.ScriptPosition);
    }
}
