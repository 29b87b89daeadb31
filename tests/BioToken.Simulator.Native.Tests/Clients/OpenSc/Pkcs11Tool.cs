namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

/// <summary>OpenSC's pkcs11-tool with the shared library and its only token.</summary>
internal sealed class Pkcs11Tool(ClientBench bench)
{
    public const string Program = "pkcs11-tool";

    private string[] Module { get; } = ["--module", bench.Library];

    private static string[] Login { get; } = ["--login", "--pin", ClientBench.UserPin];

    /// <summary>Runs a command that must succeed, without a login.</summary>
    public string Pass(params string[] arguments) => bench.Pass(Program, [.. Module, .. arguments]);

    /// <summary>Runs a command that must succeed, with the user logged in.</summary>
    public string PassLoggedIn(params string[] arguments) => Pass([.. Login, .. arguments]);

    /// <summary>Runs a command that must fail, without a login.</summary>
    public string Fail(params string[] arguments) => bench.Fail(Program, [.. Module, .. arguments]);

    /// <summary>Runs a command that must fail, with the user logged in.</summary>
    public string FailLoggedIn(params string[] arguments) => Fail([.. Login, .. arguments]);

    /// <summary>Starts a command that runs in parallel with the test.</summary>
    public RunningProgram Start(params string[] arguments) => bench.Start(Program, [.. Module, .. arguments]);
}
