using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

public class FaultEffectTests
{
    [Fact]
    public void Before_answers_instead_of_the_effect()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 before CKR_DEVICE_MEMORY");
        Assert.Equal(CKR.DEVICE_MEMORY, bench.TryCreate(TestKeys.Data(), out _));
        Assert.Empty(bench.Token.Objects);
        Assert.Equal(CKR.OK, bench.TryCreate(TestKeys.Data(), out _));
    }

    [Fact]
    public void Before_CKR_OK_is_a_success_that_was_none()
    {
        using Bench bench = new Bench().With(
            "C_CreateObject#1 before CKR_OK; C_GetTokenInfo#1 before CKR_OK; C_GetSlotInfo#1 before CKR_OK");
        Assert.Equal(CKR.OK, bench.TryCreate(TestKeys.Data(), out nuint handle));
        Assert.Equal((0u, 0), (handle, bench.Token.Objects.Count));
        Assert.Equal("", bench.Info.SerialNumber);
        Assert.Equal(CKR.OK, bench.Module.GetSlotInfo(bench.Slot, out SlotInfo slot));
        Assert.Equal("", slot.Description);
        Assert.Equal(bench.Serial, bench.Info.SerialNumber);
    }

    [Fact]
    public void After_answers_after_the_effect()
    {
        using Bench bench = new Bench().With("C_CreateObject#2 after CKR_DEVICE_ERROR");
        Assert.Equal(CKR.OK, bench.TryCreate(TestKeys.Data("a"), out _));
        Assert.Equal(CKR.DEVICE_ERROR, bench.TryCreate(TestKeys.Data("b"), out _));
        Assert.Equal(["a", "b"], bench.Token.Objects.Select(o => o.Label), StringComparer.Ordinal);
    }

    [Fact]
    public void After_answers_so_whatever_came_of_the_effect()
    {
        using Bench bench = new Bench().With("C_DestroyObject#1 after CKR_OK");
        Assert.Equal(CKR.OK, bench.Module.DestroyObject(bench.Session, 99));
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.Module.DestroyObject(bench.Session, 99));
    }

    [Fact]
    public void Remove_pulls_the_token_out_before_the_effect()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 remove");
        Assert.Equal(CKR.DEVICE_REMOVED, bench.TryCreate(TestKeys.Data(), out _));
        Assert.False(bench.Token.IsInserted);
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.GetSessionInfo(bench.Session, out _));
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, bench.Module.GetTokenInfo(bench.Slot, out _));
        bench.Simulator.Insert(bench.Serial);
        Assert.Empty(bench.Token.Objects);
    }

    [Fact]
    public void Remove_after_lets_the_effect_happen()
    {
        using Bench bench = new Bench().With("C_CreateObject#1 remove after");
        Assert.Equal(CKR.DEVICE_REMOVED, bench.TryCreate(TestKeys.Data(), out _));
        Assert.False(bench.Token.IsInserted);
        bench.Simulator.Insert(bench.Serial);
        Assert.Single(bench.Token.Objects);
    }

    [Fact]
    public void Remove_at_a_slot_function_tells_of_the_removal()
    {
        using Bench bench = new Bench().With("C_GetTokenInfo#1 remove");
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetTokenInfo(bench.Slot, out _));
        Assert.False(bench.Token.IsInserted);
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetSessionInfo(bench.Session, out _));
    }

    [Fact]
    public void Rules_for_one_call_act_in_order_until_one_answers_and_all_count()
    {
        using Bench bench = new Bench().With(
            "C_CreateObject#2 before CKR_HOST_MEMORY; C_CreateObject#2 before CKR_DEVICE_ERROR; C_CreateObject#2 remove; any#* after CKR_OK");
        bench.Create(TestKeys.Data());
        Assert.Equal(CKR.HOST_MEMORY, bench.TryCreate(TestKeys.Data(), out _));
        Assert.True(bench.Token.IsInserted);
        Assert.Equal([2, 2, 2, 2], bench.Token.FaultCalls);
    }

    [Fact]
    public void Rules_after_the_effect_all_act_and_the_last_answer_stands()
    {
        using Bench bench = new Bench().With(
            "C_CreateObject#1 after CKR_HOST_MEMORY; C_CreateObject#1 remove after; any#1 after CKR_DEVICE_ERROR");
        Assert.Equal(CKR.DEVICE_ERROR, bench.TryCreate(TestKeys.Data(), out _));
        Assert.False(bench.Token.IsInserted);
    }

    [Fact]
    public void Login_before_does_not_look_at_the_pin()
    {
        using Bench bench = new Bench().With("C_Login#1 before CKR_PIN_INCORRECT");
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login("wrong-pin"));
        Assert.Equal(5, bench.Token.PinAttemptsRemaining);
    }

    [Fact]
    public void Login_after_has_looked_at_the_pin()
    {
        using Bench bench = new Bench().With("C_Login#* after CKR_DEVICE_ERROR");
        Assert.Equal(CKR.DEVICE_ERROR, bench.Login("wrong-pin"));
        Assert.Equal(4, bench.Token.PinAttemptsRemaining);
        Assert.Equal(CKR.DEVICE_ERROR, bench.Login());
        Assert.Equal((5, CKS.RW_USER_FUNCTIONS), (bench.Token.PinAttemptsRemaining, bench.State));
    }

    [Fact]
    public void SetPin_before_CKR_OK_leaves_the_old_pin()
    {
        using Bench bench = new Bench().With("C_SetPIN#1 before CKR_OK");
        Assert.Equal(
            CKR.OK, bench.Module.Administration.SetPin(bench.Session, Encoding.UTF8.GetBytes(Bench.Pin), "99998888"u8, isOnDevice: false));
        Assert.Equal(CKR.OK, bench.Login());
    }

    [Fact]
    public void Call_that_is_refused_for_its_handle_does_not_count()
    {
        using Bench bench = new Bench().With("any#* before CKR_GENERAL_ERROR");
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.Logout(99));
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.Logout(bench.Session));
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, bench.Module.GetTokenInfo(bench.Slot, out _));
        Assert.Equal(CKR.OK, bench.Module.GetSlotInfo(bench.Slot, out _));
        Assert.Equal([0], bench.Token.FaultCalls);
    }

    [Fact]
    public void SetFaults_starts_the_count_anew_and_None_ends_it()
    {
        using Bench bench = new Bench().With("C_Logout#2 before CKR_GENERAL_ERROR");
        bench.Module.Logout(bench.Session);
        bench.With("C_Logout#2 before CKR_GENERAL_ERROR");
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Module.Logout(bench.Session));
        bench.Simulator.SetFaults(bench.Serial, FaultPlan.None);
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Module.Logout(bench.Session));
        Assert.Equal(("", 0), (bench.Token.Faults, bench.Token.FaultCalls.Count));
    }

    [Fact]
    public void Reset_to_the_factory_ends_the_plan_and_reset_of_counters_does_not()
    {
        using Bench bench = new Bench().With("C_Logout#2 before CKR_GENERAL_ERROR");
        bench.Simulator.Reset(bench.Serial, SimulatedReset.Counters);
        Assert.Equal("C_Logout#2 before CKR_GENERAL_ERROR", bench.Token.Faults);
        bench.Simulator.Reset(bench.Serial, SimulatedReset.Factory);
        Assert.Equal("", bench.Token.Faults);
    }

    [Fact]
    public void CreateToken_with_a_plan_follows_it_from_the_start()
    {
        FaultPlan plan = FaultPlan.Parse("C_Logout#1 before CKR_GENERAL_ERROR");
        using Bench bench = new(change: options => options with { Faults = plan });
        Assert.Equal(CKR.GENERAL_ERROR, bench.Module.Logout(bench.Session));
        Assert.Equal((plan.ToString(), 1), (bench.Token.Faults, bench.Token.FaultCalls[0]));
    }

    [Fact]
    public void Rule_that_came_true_once_stops_counting()
    {
        using Bench bench = new Bench().With("C_Logout#2 before CKR_GENERAL_ERROR; C_Logout#* after CKR_OK");
        for (int i = 0; i < 4; i++)
            bench.Module.Logout(bench.Session);
        Assert.Equal([2, 4], bench.Token.FaultCalls);
    }
}
