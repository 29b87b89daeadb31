using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

/// <summary>Tests of a fault plan combined with a touch script.</summary>
public class FaultScriptTests
{
    [Fact]
    public void Before_asks_nobody_and_leaves_the_script_alone()
    {
        using Bench bench = NewBench("wrong, right", "C_Login#2 before CKR_DEVICE_ERROR");
        bench.Login();
        Assert.Equal(CKR.DEVICE_ERROR, bench.Touch());
        Assert.Equal((0, 5), (bench.Token.ScriptPosition, bench.Token.FingerprintAttemptsRemaining));
        Assert.Equal([CKR.PIN_INCORRECT, CKR.OK], [bench.Touch(), bench.Touch()]);
    }

    [Fact]
    public void After_asks_and_uses_up_the_step()
    {
        using Bench bench = NewBench("wrong, right", "C_Login#2+ after CKR_DEVICE_ERROR");
        bench.Login();
        Assert.Equal(CKR.DEVICE_ERROR, bench.Touch());
        Assert.Equal((1, 4), (bench.Token.ScriptPosition, bench.Token.FingerprintAttemptsRemaining));
        Assert.Equal(CKR.DEVICE_ERROR, bench.Touch());
        Assert.Equal((2, 5, CKS.RW_USER_FUNCTIONS), (bench.Token.ScriptPosition, bench.Token.FingerprintAttemptsRemaining, bench.State));
    }

    [Fact]
    public void Delay_comes_before_the_person_takes_time()
    {
        using Bench bench = NewBench("slow 5s right", "C_Login#2 delay 2s");
        bench.Login();
        long start = bench.Time.GetTimestamp();
        Task<CKR> login = bench.Start(bench.Touch);
        Assert.False(bench.Token.IsWaitingForFinger);
        Assert.Equal(CKR.OK, bench.FinishWithin(login, TimeSpan.FromSeconds(20)));
        Assert.True(bench.Time.GetElapsedTime(start) >= TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void Hang_before_the_request_leaves_the_sensor_to_another_login()
    {
        using Bench bench = NewBench("wrong, right", "C_Login#2 hang");
        bench.Login();
        Task<CKR> hanging = bench.Start(bench.Touch);
        Assert.Equal([CKR.PIN_INCORRECT, CKR.OK], [bench.Touch(), bench.Touch()]);
        Assert.Equal(CKR.OK, bench.Module.CloseSession(bench.Session));
        Assert.Equal(CKR.SESSION_CLOSED, Bench.Finish(hanging));
    }

    [Fact]
    public void Remove_by_a_fault_in_another_call_ends_the_wait_for_a_finger()
    {
        using Bench bench = NewBench("wait", "C_GetTokenInfo#1 remove");
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetTokenInfo(bench.Slot, out _));
        Assert.Equal(CKR.DEVICE_REMOVED, Bench.Finish(login));
        Assert.Equal((0, 5), (bench.Token.ScriptPosition, bench.Token.FingerprintAttemptsRemaining));
    }

    [Fact]
    public void After_CKR_OK_on_a_wrong_finger_lets_nobody_in()
    {
        using Bench bench = NewBench("wrong", "C_Login#2 after CKR_OK");
        bench.Login();
        Assert.Equal(CKR.OK, bench.Touch());
        Assert.Equal((4, CKS.RW_PUBLIC_SESSION), (bench.Token.FingerprintAttemptsRemaining, bench.State));
    }

    private static Bench NewBench(string script, string plan)
        => new("bio-seal", options => options with { Script = script, Faults = FaultPlan.Parse(plan), PinIterations = 1 });
}
