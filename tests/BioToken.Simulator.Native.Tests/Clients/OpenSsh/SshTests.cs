namespace BioToken.Simulator.Native.Tests.Clients.OpenSsh;

public sealed class SshTests : IDisposable
{
    private readonly ClientBench _bench = new(["ssh", "sshd", "ssh-keygen", "ssh-agent", "ssh-add"]);

    public SshTests() => SshAskpass.Install(_bench, ClientBench.UserPin);

    [Fact]
    public async Task Ssh_keygen_lists_the_public_keys_without_a_login()
    {
        await _bench.WriteIdentityAsync();
        _bench.WriteEcKey();

        string text = _bench.Pass("ssh-keygen", "-D", _bench.Library);

        Assert.Equal(2, Count(text, "ssh-rsa "));
        Assert.Equal(1, Count(text, "ecdsa-sha2-nistp256 "));
    }

    [Fact]
    public async Task Login_with_an_RSA_key_of_the_token_succeeds()
    {
        await _bench.WriteIdentityAsync();
        using SshServer server = new(_bench);

        ProgramOutcome result = server.Run("echo logged in", "-I", _bench.Library);

        Assert.True(result.Text.Contains("logged in", StringComparison.Ordinal), result.Text);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Login_with_an_EC_key_of_the_token_succeeds()
    {
        _bench.WriteEcKey();
        using SshServer server = new(_bench);

        ProgramOutcome result = server.Run("echo logged in", "-I", _bench.Library);

        Assert.True(result.Text.Contains("logged in", StringComparison.Ordinal), result.Text);
    }

    [Fact]
    public async Task Login_with_a_wrong_PIN_is_denied_and_costs_a_try()
    {
        await _bench.WriteIdentityAsync();
        using SshServer server = new(_bench);
        SshAskpass.Install(_bench, "99999999");

        ProgramOutcome result = server.Run("echo logged in", "-I", _bench.Library);

        Assert.Contains("Permission denied", result.Text, StringComparison.Ordinal);
        Assert.True(_bench.Token.PinAttemptsRemaining < 5);
    }

    [Fact]
    public async Task Agent_holds_the_key_for_logins_until_it_is_removed()
    {
        await _bench.WriteIdentityAsync();
        using SshServer server = new(_bench);
        string socket = _bench.Folder["agent"];
        using RunningProgram agent = _bench.Start("ssh-agent", "-D", "-a", socket, "-P", _bench.Library);
        agent.WaitFor("SSH_AUTH_SOCK");
        _bench.With("SSH_AUTH_SOCK", socket);

        Assert.Contains("Card added", _bench.Pass("ssh-add", "-s", _bench.Library), StringComparison.Ordinal);
        Assert.Equal(2, Count(_bench.Pass("ssh-add", "-L"), "ssh-rsa "));
        _bench.Pass("ssh-add", "-T", _bench.Folder["authorized_keys"]);
        Assert.Contains("logged in", server.Run("echo logged in").Text, StringComparison.Ordinal);
        Assert.Contains("Card removed", _bench.Pass("ssh-add", "-e", _bench.Library), StringComparison.Ordinal);

        Assert.Contains("Permission denied", server.Run("echo logged in").Text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
