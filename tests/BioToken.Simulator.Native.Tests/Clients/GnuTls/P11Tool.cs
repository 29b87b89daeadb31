namespace BioToken.Simulator.Native.Tests.Clients.GnuTls;

/// <summary>GnuTLS's p11tool with the shared library. It reads the PIN from the environment variable GNUTLS_PIN.</summary>
internal sealed class P11Tool(ClientBench bench)
{
    public const string Program = "p11tool";
    public const string Token = "pkcs11:token=" + ClientBench.Label;

    /// <summary>Runs a command that must succeed, without a login.</summary>
    public string Pass(params string[] arguments) => bench.Pass(Program, [.. Module, .. arguments]);

    /// <summary>Runs a command that must succeed, with the user logged in.</summary>
    public string PassLoggedIn(params string[] arguments) => Pass(["--login", .. arguments]);

    /// <summary>Runs a command that must fail, with the user logged in.</summary>
    public string FailLoggedIn(params string[] arguments) => bench.Fail(Program, [.. Module, "--login", .. arguments]);

    private string[] Module { get; } = ["--provider", bench.Library, "--batch"];
}
