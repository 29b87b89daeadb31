using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Personas;
using BioToken.Vendors;

namespace BioToken.Simulator.Tests;

public class FingerLoginTests
{
    [Theory]
    [InlineData("bio-seal")]
    [InlineData("bio-hsm")]
    [InlineData("ksid")]
    public void Login_by_protected_path_needs_both_steps_in_order(string vendor)
    {
        using Bench bench = new(vendor);
        VendorCatalog.Default.TryFind(vendor, out VendorProfile? profile);
        bool isPinFirst = profile!.AuthenticationSteps[0] == AuthenticationStep.Pin;
        Func<CKR>[] steps = isPinFirst ? [() => bench.Login(), bench.Touch] : [bench.Touch, () => bench.Login()];
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, steps[1]());
        Assert.Equal(CKR.OK, steps[0]());
        Assert.Equal(CKS.RW_PUBLIC_SESSION, bench.State);
        Assert.Equal(CKR.USER_ALREADY_LOGGED_IN, steps[0]());
        Assert.Equal(CKR.OK, steps[1]());
        Assert.Equal(CKS.RW_USER_FUNCTIONS, bench.State);
        Assert.Equal(CKR.USER_ALREADY_LOGGED_IN, steps[1]());
    }

    [Fact]
    public void Login_in_the_wrong_order_uses_no_try()
    {
        using Bench bench = new("bio-hsm");
        bench.Login("00001111");
        Assert.Equal((5, 5), (bench.Token.PinAttemptsRemaining, bench.Token.FingerprintAttemptsRemaining));
    }

    [Fact]
    public void Logout_after_one_step_of_two_forgets_it()
    {
        using Bench bench = new("bio-seal");
        bench.Login();
        Assert.Equal(CKR.OK, bench.Module.Logout(bench.Session));
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Touch());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Login_in_a_single_step_lets_either_step_in(bool byFinger)
    {
        using Bench bench = new("bio-hsm", options => options with { RequireAllSteps = false });
        Assert.Equal(CKR.OK, byFinger ? bench.Touch() : bench.Login());
        Assert.Equal(CKS.RW_USER_FUNCTIONS, bench.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Login_in_a_single_step_still_takes_the_other_once(bool fingerFirst)
    {
        using Bench bench = new("bio-seal", options => options with { RequireAllSteps = false });
        CKR first = fingerFirst ? bench.Touch() : bench.Login();
        CKR again = fingerFirst ? bench.Touch() : bench.Login();
        CKR other = fingerFirst ? bench.Login() : bench.Touch();
        Assert.Equal([CKR.OK, CKR.USER_ALREADY_LOGGED_IN, CKR.OK], [first, again, other]);
        Assert.Equal([CKR.USER_ALREADY_LOGGED_IN, CKR.USER_ALREADY_LOGGED_IN], [bench.Login(), bench.Touch()]);
    }

    [Fact]
    public void LoginOnDevice_after_a_single_step_answers_by_its_outcome_and_keeps_the_login()
    {
        using Bench bench = new("bio-seal", options => options with { RequireAllSteps = false, Script = "wrong" });
        bench.Login();
        Assert.Equal(CKR.PIN_INCORRECT, bench.Touch());
        Assert.Equal(CKS.RW_USER_FUNCTIONS, bench.State);
        Assert.Equal(4ul, bench.Tries(SimulatedCounters.Attributes.FingerprintAttribute));
        Assert.Equal(CKR.OK, bench.Touch());
    }

    [Fact]
    public void LoginOnDevice_between_the_steps_shows_no_private_objects()
    {
        using Bench bench = new Bench("bio-seal").LoginFully();
        bench.Create(TestKeys.Data(isPrivate: true));
        bench.Module.Logout(bench.Session);
        bench.Login();
        Assert.Empty(bench.Find());
        bench.Touch();
        Assert.Single(bench.Find());
    }

    [Fact]
    public void LoginOnDevice_with_wrong_fingers_blocks_the_fingerprint_and_not_the_pin()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wrong*3", MaxFingerprintAttempts = 3 });
        bench.Login();
        Assert.Equal([CKR.PIN_INCORRECT, CKR.PIN_INCORRECT, CKR.PIN_INCORRECT, CKR.PIN_LOCKED],
            [bench.Touch(), bench.Touch(), bench.Touch(), bench.Touch()]);
        Assert.False(bench.Info.Flags.HasFlag(TokenFlags.UserPinLocked));
        Assert.Equal(
            (0ul, 5ul),
            (bench.Tries(SimulatedCounters.Attributes.FingerprintAttribute), bench.Tries(SimulatedCounters.Attributes.PinAttribute)));
    }

    [Fact]
    public void LoginOnDevice_with_the_right_finger_gives_the_tries_back()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wrong, right" });
        bench.Login();
        bench.Touch();
        Assert.Equal(4, bench.Token.FingerprintAttemptsRemaining);
        Assert.Equal(CKR.OK, bench.Touch());
        Assert.Equal(5, bench.Token.FingerprintAttemptsRemaining);
    }

    [Fact]
    public void LoginOnDevice_with_a_wet_finger_asks_again_and_uses_no_try()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wet*3, right" });
        bench.Login();
        Assert.Equal(CKR.OK, bench.Touch());
        Assert.Equal((5, 4), (bench.Token.FingerprintAttemptsRemaining, bench.Token.ScriptPosition));
    }

    [Fact]
    public void LoginOnDevice_canceled_by_the_person_uses_no_try()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "cancel" });
        bench.Login();
        Assert.Equal(CKR.FUNCTION_CANCELED, bench.Touch());
        Assert.Equal(5, bench.Token.FingerprintAttemptsRemaining);
        Assert.Equal(CKR.OK, bench.Touch());
    }

    [Fact]
    public void LoginOnDevice_without_a_finger_ends_with_the_devices_patience()
    {
        using Bench bench = new(
            "bio-seal", options => options with { Script = "walk-away", FingerprintTimeout = TimeSpan.FromSeconds(20) });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(login.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(CKR.FUNCTION_CANCELED, Bench.Finish(login));
        Assert.Equal((5, 1), (bench.Token.FingerprintAttemptsRemaining, bench.Token.ScriptPosition));
    }

    [Fact]
    public void LoginOnDevice_with_a_slow_finger_waits_for_it()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "slow 5s right" });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        // The timers of the time-out and of the finger: both are set before the clock advances.
        Assert.True(SpinWait.SpinUntil(() => bench.Time.TimerCount == 2, TimeSpan.FromSeconds(10)));
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(CKR.OK, Bench.Finish(login));
    }

    [Fact]
    public void LoginOnDevice_with_a_finger_slower_than_the_patience_times_out()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "slow 2m right" });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CKR.FUNCTION_CANCELED, Bench.Finish(login));
    }

    [Theory]
    [InlineData(2, CKR.OK)]
    [InlineData(9, CKR.PIN_INCORRECT)]
    public void Touch_answers_a_login_that_waits(int finger, CKR expected)
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Simulator.Touch(bench.Serial, finger);
        Assert.Equal(expected, Bench.Finish(login));
    }

    [Fact]
    public void Touch_before_anybody_waits_is_lost()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Login();
        bench.Simulator.Touch(bench.Serial, 1);
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CKR.FUNCTION_CANCELED, Bench.Finish(login));
    }

    [Fact]
    public void Enrol_lets_a_further_finger_match()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Simulator.EnrollFinger(bench.Serial, 7);
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Simulator.Touch(bench.Serial, 7);
        Assert.Equal(CKR.OK, Bench.Finish(login));
    }

    [Fact]
    public void LoginOnDevice_ends_at_once_when_the_token_is_removed()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, Bench.Finish(login));
    }

    [Fact]
    public void LoginOnDevice_by_a_person_who_pulls_the_token_out_answers_removed()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "remove" });
        bench.Login();
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Touch());
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, bench.Module.GetTokenInfo(bench.Slot, out _));
    }

    [Fact]
    public void FinalizeCryptoki_by_another_thread_ends_a_login_that_waits()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Module.FinalizeCryptoki();
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, Bench.Finish(login));
    }

    [Fact]
    public void CloseSession_by_another_thread_ends_a_login_that_waits()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Open();
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        bench.Module.CloseSession(bench.Session);
        Assert.Equal(CKR.SESSION_CLOSED, Bench.Finish(login));
    }

    [Fact]
    public void GetSessionInfo_answers_while_a_login_waits()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait" });
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        Assert.Equal(CKS.RW_PUBLIC_SESSION, bench.State);
        bench.Simulator.Touch(bench.Serial, 1);
        Assert.Equal(CKR.OK, Bench.Finish(login));
    }

    [Fact]
    public void LoginOnDevice_of_two_applications_takes_turns_at_the_sensor()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wait, right" });
        bench.Login();
        Task<CKR> first = bench.StartWaiting(bench.Touch);
        using SimulatedCryptoki other = bench.Simulator.CreateCryptoki();
        other.Initialize();
        other.OpenSession(bench.Slot, SessionFlags.None, out nuint session);
        other.Login(session, CKU.USER, "12345678"u8);
        Task<CKR> second = Task.Factory.StartNew(
            () => other.LoginOnDevice(session, CKU.USER), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        bench.Simulator.Touch(bench.Serial, 1);
        Assert.Equal([CKR.OK, CKR.OK], [Bench.Finish(first), Bench.Finish(second)]);
    }

    [Fact]
    public void Login_that_asks_inside_checks_the_pin_first()
    {
        using Bench bench = new("smart-bt", options => options with { Script = "wrong" });
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login("00001111"));
        Assert.Equal((4, 5, 0), (bench.Token.PinAttemptsRemaining, bench.Token.FingerprintAttemptsRemaining, bench.Token.ScriptPosition));
    }

    [Fact]
    public void Login_that_asks_inside_answers_rejected_for_a_wrong_finger()
    {
        using Bench bench = new("smart-bt", options => options with { Script = "wrong" });
        Assert.Equal(CKR.FUNCTION_REJECTED, bench.Login());
        Assert.Equal((5, 4), (bench.Token.PinAttemptsRemaining, bench.Token.FingerprintAttemptsRemaining));
        Assert.Equal(CKS.RW_PUBLIC_SESSION, bench.State);
        Assert.Equal(CKR.OK, bench.Login());
    }

    [Fact]
    public void Login_that_asks_inside_answers_locked_for_a_blocked_fingerprint()
    {
        using Bench bench = new("biosign2", options => options with { Script = "wrong", MaxFingerprintAttempts = 1 });
        bench.Login();
        Assert.Equal(CKR.PIN_LOCKED, bench.Login());
        Assert.False(bench.Info.Flags.HasFlag(TokenFlags.UserPinLocked));
    }
}
