using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

public class FaultWaitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("")]
    [InlineData(" after")]
    public void Delay_waits_for_the_time_and_then_goes_on(string when)
    {
        using Bench bench = new Bench().With($"C_CreateObject#1 delay 200ms{when}");
        long start = bench.Time.GetTimestamp();
        Task<CKR> call = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _));
        Assert.Equal(CKR.OK, bench.FinishWithin(call, Second));
        Assert.True(bench.Time.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(200));
        Assert.Single(bench.Token.Objects);
    }

    [Fact]
    public void Delay_comes_before_the_effect_and_delay_after_behind_it()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 delay 200ms; C_CreateObject#2 delay 200ms after");
        Task<CKR> before = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _));
        Assert.Empty(bench.Token.Objects);
        Assert.Equal(CKR.OK, bench.FinishWithin(before, Second));
        Task<CKR> after = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _), rule: 1);
        Assert.True(SpinWait.SpinUntil(() => bench.Token.Objects.Count == 2, TimeSpan.FromSeconds(10)));
        Assert.False(after.IsCompleted);
        Assert.Equal(CKR.OK, bench.FinishWithin(after, Second));
    }

    [Fact]
    public void Hang_with_a_time_answers_in_the_end_without_the_effect()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 hang 5s");
        Task<CKR> call = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _));
        Assert.Equal(CKR.FUNCTION_FAILED, bench.FinishWithin(call, TimeSpan.FromSeconds(10)));
        Assert.Empty(bench.Token.Objects);
    }

    [Fact]
    public void Hang_outlasts_any_time_and_ends_with_the_token()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 hang");
        Task<CKR> call = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _));
        bench.Time.Advance(TimeSpan.FromDays(1));
        Assert.False(call.IsCompleted);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, Bench.Finish(call));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.GetSessionInfo(bench.Session, out _));
    }

    [Fact]
    public void Hang_does_not_end_with_a_new_plan()
    {
        using Bench bench = new Bench().With("C_Logout#1 hang");
        Task<CKR> call = bench.Start(() => bench.Module.Logout(bench.Session));
        bench.Simulator.SetFaults(bench.Serial, FaultPlan.None);
        Assert.False(call.IsCompleted);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, Bench.Finish(call));
    }

    [Fact]
    public void Hang_ends_when_the_session_is_closed()
    {
        using Bench bench = new Bench().With("C_Logout#1 hang");
        Task<CKR> call = bench.Start(() => bench.Module.Logout(bench.Session));
        Assert.Equal(CKR.OK, bench.Module.CloseSession(bench.Session));
        Assert.Equal(CKR.SESSION_CLOSED, Bench.Finish(call));
    }

    [Theory]
    [InlineData("C_Logout")]
    [InlineData("C_GetTokenInfo")]
    public void Hang_ends_when_the_module_is_finalised(string function)
    {
        using Bench bench = new Bench().With($"{function}#1 hang");
        // After its only session is closed, nothing except the finalization itself can wake a call that concerns the slot.
        if (function == "C_GetTokenInfo")
            bench.Module.CloseSession(bench.Session);
        Task<CKR> call = bench.Start(() => function == "C_Logout"
            ? bench.Module.Logout(bench.Session)
            : bench.Module.GetTokenInfo(bench.Slot, out _));
        Assert.Equal(CKR.OK, bench.Module.FinalizeCryptoki());
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, Bench.Finish(call));
    }

    [Fact]
    public void Hang_after_has_done_its_work()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 hang after");
        Task<CKR> call = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _));
        Assert.True(SpinWait.SpinUntil(() => bench.Token.Objects.Count == 1, TimeSpan.FromSeconds(10)));
        Assert.False(call.IsCompleted);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, Bench.Finish(call));
    }

    [Fact]
    public void Hang_keeps_no_other_call_from_its_work()
    {
        using Bench bench = new Bench().With("C_Login#1 hang; C_CreateObject#1 hang");
        nuint other = bench.Open();
        Task<CKR> login = bench.Start(() => bench.Login());
        Task<CKR> creation = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _), rule: 1);
        Assert.Equal(CKR.OK, bench.Module.Login(other, CKU.USER, "12345678"u8));
        bench.Create(TestKeys.RsaPrivate());
        Assert.Single(bench.Find(session: other));
        Assert.False(login.IsCompleted || creation.IsCompleted);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal((CKR.DEVICE_REMOVED, CKR.DEVICE_REMOVED), (Bench.Finish(login), Bench.Finish(creation)));
    }

    [Fact]
    public void Delay_ends_early_with_the_token_and_nothing_is_done()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 delay 1m");
        Task<CKR> call = bench.Start(() => bench.TryCreate(TestKeys.Data(), out _));
        bench.Simulator.Remove(bench.Serial);
        bench.Simulator.Insert(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, Bench.Finish(call));
        Assert.Empty(bench.Token.Objects);
    }
}
