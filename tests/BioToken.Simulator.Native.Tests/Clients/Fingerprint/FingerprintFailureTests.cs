using BioToken.Simulator.Native.Tests.Clients.GnuTls;
using BioToken.Simulator.Native.Tests.Clients.OpenSc;

namespace BioToken.Simulator.Native.Tests.Clients.Fingerprint;

/// <summary>Tests of the messages that clients show for a failed fingerprint login.</summary>
public sealed class FingerprintFailureTests : IDisposable
{
    private readonly ClientBench _bench = FingerprintBench.Create(Pkcs11Tool.Program, P11Tool.Program);
    private readonly Pkcs11Tool _tool;

    public FingerprintFailureTests() => _tool = new(_bench);

    [Theory]
    [InlineData("wrong", "CKR_PIN_INCORRECT")]
    [InlineData("cancel", "CKR_FUNCTION_CANCELED")]
    [InlineData("remove", "CKR_DEVICE_REMOVED")]
    public void Pkcs11_tool_names_the_reason(string script, string expected)
    {
        _bench.Simulator.SetScript(_bench.Serial, script);

        Assert.Contains(expected, _tool.Fail("--login", "--list-objects"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pkcs11_tool_is_released_when_nobody_touches_the_token()
    {
        using ClientBench bench = FingerprintBench.Create(
            options => options with { FingerprintTimeout = TimeSpan.FromMilliseconds(300), Script = "walk-away" }, Pkcs11Tool.Program);

        Assert.Contains("CKR_FUNCTION_CANCELED", new Pkcs11Tool(bench).Fail("--login", "--list-objects"), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_fingers_block_the_sensor_and_leave_the_PIN()
    {
        _bench.Simulator.SetScript(_bench.Serial, "wrong*3");
        for (int i = 0; i < 3; i++)
            Assert.Contains("CKR_PIN_INCORRECT", _tool.Fail("--login", "--list-objects"), StringComparison.Ordinal);

        Assert.Contains("CKR_PIN_LOCKED", _tool.Fail("--login", "--list-objects"), StringComparison.Ordinal);
        _tool.PassLoggedIn("--list-objects");
    }

    [Fact]
    public void P11tool_fails_when_no_finger_matches()
    {
        _bench.Simulator.SetScript(_bench.Serial, "wrong*3");

        new P11Tool(_bench).FailLoggedIn("--generate-ecc", "--curve", "secp256r1", "--label", "new", P11Tool.Token);

        Assert.Empty(_bench.Token.Objects);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(99, 1)]
    public void Touch_from_another_process_answers_a_waiting_client(int finger, int exitCode)
    {
        _bench.Simulator.SetScript(_bench.Serial, "wait");
        using RunningProgram tool = _tool.Start("--login", "--list-objects");
        Assert.True(SpinWait.SpinUntil(() => _bench.Token.IsWaitingForFinger, TimeSpan.FromSeconds(30)), tool.Text);

        _bench.Simulator.Touch(_bench.Serial, finger);

        Assert.Equal(exitCode, tool.WaitForExit());
    }

    public void Dispose() => _bench.Dispose();
}
