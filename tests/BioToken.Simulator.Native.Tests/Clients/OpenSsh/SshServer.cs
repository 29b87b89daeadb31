using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSsh;

/// <summary>A real sshd on the loopback address, which accepts clients that have a token's key.</summary>
internal sealed class SshServer : IDisposable
{
    private readonly RunningProgram _daemon;
    private readonly ClientBench _bench;

    public SshServer(ClientBench bench)
    {
        _bench = bench;
        // If root starts sshd, it requires this folder, which only a service manager creates.
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        string hostKey = bench.Folder["host_key"];
        bench.Pass("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hostKey);
        bench.Write("known_hosts", Encoding.ASCII.GetBytes("* " + File.ReadAllText(hostKey + ".pub")));
        string keys = bench.Write("authorized_keys", Encoding.ASCII.GetBytes(bench.Pass("ssh-keygen", "-D", bench.Library)));
        Port = FreePort.Find();
        string configuration = bench.Write("sshd_config", Encoding.ASCII.GetBytes($"""
            ListenAddress 127.0.0.1
            Port {Port}
            HostKey {hostKey}
            AuthorizedKeysFile {keys}
            AuthenticationMethods publickey
            StrictModes no
            UsePAM no
            PidFile none

            """));
        _daemon = bench.Start(ExternalProgram.Find("sshd")!, "-D", "-e", "-f", configuration);
        _daemon.WaitFor("Server listening on");
    }

    /// <summary>The port that the server listens on.</summary>
    public string Port { get; }

    /// <summary>Runs a command on the server, as the user who runs the tests.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">The options by which the client finds its key.</param>
    public ProgramOutcome Run(string command, params string[] options) => _bench.Run("ssh",
        ["-F", "none", "-p", Port, "-o", $"UserKnownHostsFile={_bench.Folder["known_hosts"]}", "-o", "PreferredAuthentications=publickey",
            "-o", "NumberOfPasswordPrompts=1", "-o", "IdentityFile=none", .. options, $"{Environment.UserName}@127.0.0.1", command]);

    public void Dispose() => _daemon.Dispose();
}
