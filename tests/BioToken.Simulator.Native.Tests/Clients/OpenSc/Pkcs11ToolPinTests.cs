namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

public sealed class Pkcs11ToolPinTests : IDisposable
{
    private const string NewPin = "13572468";

    private readonly ClientBench _bench = new([Pkcs11Tool.Program], options => options with { MaxPinAttempts = 3 });
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolPinTests() => _tool = new(_bench);

    private static string[] Officer { get; } = ["--login", "--login-type", "so", "--so-pin", ClientBench.OfficerPin];

    [Fact]
    public void Changed_PIN_is_the_only_one_that_logs_in()
    {
        Assert.Contains("PIN successfully changed",
            _tool.Pass("--change-pin", "--pin", ClientBench.UserPin, "--new-pin", NewPin), StringComparison.Ordinal);

        LogIn(NewPin);
        Assert.Contains("CKR_PIN_INCORRECT", _tool.FailLoggedIn("--list-objects"), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_old_PIN_changes_nothing()
    {
        string text = _tool.Fail("--change-pin", "--pin", "99999999", "--new-pin", NewPin);

        Assert.Contains("CKR_PIN_INCORRECT", text, StringComparison.Ordinal);

        LogIn(ClientBench.UserPin);
    }

    [Fact]
    public void New_PIN_of_impossible_length_is_refused()
        => Assert.Contains(
            "CKR_PIN_LEN_RANGE", _tool.Fail("--change-pin", "--pin", ClientBench.UserPin, "--new-pin", "123"), StringComparison.Ordinal);

    [Fact]
    public void Wrong_PINs_lock_the_token_and_the_flags_tell_each_step()
    {
        LogInWrongly("CKR_PIN_INCORRECT");
        Assert.Contains("user PIN count low", Flags(), StringComparison.Ordinal);
        LogInWrongly("CKR_PIN_INCORRECT");
        Assert.Contains("final user PIN try", Flags(), StringComparison.Ordinal);
        LogInWrongly("CKR_PIN_INCORRECT");
        Assert.Contains("user PIN locked", Flags(), StringComparison.Ordinal);

        Assert.Contains("CKR_PIN_LOCKED", _tool.FailLoggedIn("--list-objects"), StringComparison.Ordinal);
    }

    [Fact]
    public void Security_officer_unlocks_a_locked_PIN_with_a_new_one()
    {
        Lock();

        Assert.Contains(
            "User PIN successfully initialized", _tool.Pass([.. Officer, "--init-pin", "--new-pin", NewPin]), StringComparison.Ordinal);

        Assert.DoesNotContain("locked", Flags(), StringComparison.Ordinal);
        LogIn(NewPin);
    }

    [Fact]
    public void Wrong_PIN_of_the_security_officer_is_refused_and_leaves_the_PIN()
    {
        string text = _tool.Fail("--login", "--login-type", "so", "--so-pin", "99999999", "--init-pin", "--new-pin", NewPin);

        Assert.Contains("CKR_PIN_INCORRECT", text, StringComparison.Ordinal);
        LogIn(ClientBench.UserPin);
    }

    [Fact]
    public void Initialized_token_is_empty_and_has_a_PIN_only_once_it_is_set()
    {
        _tool.PassLoggedIn("--write-object", _bench.Write("data", "x"u8), "--type", "data", "--label", "lost");

        Assert.Contains("Token successfully initialized",
            _tool.Pass("--init-token", "--label", "fresh", "--so-pin", ClientBench.OfficerPin), StringComparison.Ordinal);

        Assert.Empty(_bench.Token.Objects);
        Assert.Equal("SIMULATED fresh", _bench.Token.Label);
        Assert.DoesNotContain("PIN initialized", Flags(), StringComparison.Ordinal);
        Assert.Contains("CKR_USER_PIN_NOT_INITIALIZED", _tool.FailLoggedIn("--list-objects"), StringComparison.Ordinal);
        _tool.Pass([.. Officer, "--init-pin", "--new-pin", NewPin]);
        LogIn(NewPin);
    }

    [Fact]
    public void Token_is_not_initialised_by_a_wrong_officer()
    {
        _tool.PassLoggedIn("--write-object", _bench.Write("data", "x"u8), "--type", "data", "--label", "kept");

        string text = _tool.Fail("--init-token", "--label", "fresh", "--so-pin", "99999999");

        Assert.Contains("CKR_PIN_INCORRECT", text, StringComparison.Ordinal);
        Assert.Single(_bench.Token.Objects);
    }

    public void Dispose() => _bench.Dispose();

    private string Flags() => _tool.Pass("--list-slots");

    private void LogIn(string pin) => _tool.Pass("--login", "--pin", pin, "--list-objects");

    private void LogInWrongly(string expected)
        => Assert.Contains(expected, _tool.Fail("--login", "--pin", "99999999", "--list-objects"), StringComparison.Ordinal);

    private void Lock()
    {
        for (int i = 0; i < 3; i++)
            LogInWrongly("CKR_PIN_INCORRECT");
        LogInWrongly("CKR_PIN_LOCKED");
    }
}
