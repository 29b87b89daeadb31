using BioToken.Simulator.Faults;
using BioToken.Simulator.Native.Tests.Clients;
using BioToken.Simulator.Native.Tests.Clients.OpenSc;

namespace BioToken.Simulator.Native.Tests.Faults;

/// <summary>Tests of a fault plan combined with a touch script, in a program that uses the shared library.</summary>
public sealed class FingerprintFaultTests : IDisposable
{
    private readonly ClientBench _bench = new(
        [Pkcs11Tool.Program], options => options with { Vendor = "smart-bt", Script = "wrong, right" });
    private readonly Pkcs11Tool _tool;

    public FingerprintFaultTests() => _tool = new(_bench);

    [Fact]
    public void Errors_around_the_finger_leave_the_counters_honest()
    {
        _bench.Simulator.SetFaults(_bench.Serial, FaultPlan.Parse("C_Login#1 before CKR_DEVICE_ERROR; C_Login#2 after CKR_DEVICE_ERROR"));
        Assert.Contains("CKR_DEVICE_ERROR", _tool.FailLoggedIn("--list-objects"), StringComparison.Ordinal);
        Assert.Equal((0, 5), (_bench.Token.ScriptPosition, _bench.Token.FingerprintAttemptsRemaining));
        Assert.Contains("CKR_DEVICE_ERROR", _tool.FailLoggedIn("--list-objects"), StringComparison.Ordinal);
        Assert.Equal((1, 4), (_bench.Token.ScriptPosition, _bench.Token.FingerprintAttemptsRemaining));
        _tool.PassLoggedIn("--list-objects");
        Assert.Equal((2, 5), (_bench.Token.ScriptPosition, _bench.Token.FingerprintAttemptsRemaining));
    }

    public void Dispose() => _bench.Dispose();
}
