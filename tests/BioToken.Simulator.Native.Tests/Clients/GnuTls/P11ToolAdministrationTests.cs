namespace BioToken.Simulator.Native.Tests.Clients.GnuTls;

public sealed class P11ToolAdministrationTests : IDisposable
{
    private const string NewPin = "13572468";

    private readonly ClientBench _bench = new([P11Tool.Program]);
    private readonly P11Tool _tool;

    public P11ToolAdministrationTests()
    {
        _bench.With("GNUTLS_SO_PIN", ClientBench.OfficerPin);
        _tool = new(_bench);
    }

    [Fact]
    public void Security_officer_sets_a_new_PIN()
    {
        _bench.With("GNUTLS_PIN", NewPin);

        _tool.Pass("--so-login", "--initialize-pin", P11Tool.Token);

        _tool.PassLoggedIn("--generate-ecc", "--curve", "secp256r1", "--label", "new", P11Tool.Token);
    }

    [Fact]
    public void Initialized_token_is_empty_and_has_its_new_label()
    {
        _tool.PassLoggedIn("--generate-ecc", "--curve", "secp256r1", "--label", "lost", P11Tool.Token);

        _tool.Pass("--initialize", P11Tool.Token, "--label", "fresh", "--set-so-pin", ClientBench.OfficerPin);

        Assert.Empty(_bench.Token.Objects);
        Assert.Equal("SIMULATED fresh", _bench.Token.Label);
    }

    public void Dispose() => _bench.Dispose();
}
