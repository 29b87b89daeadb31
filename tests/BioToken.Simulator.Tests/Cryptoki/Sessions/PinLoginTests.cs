using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Personas;

namespace BioToken.Simulator.Tests;

public class PinLoginTests
{
    [Fact]
    public void Login_with_the_right_pin_enters_user_functions()
    {
        using Bench bench = new();
        Assert.Equal(CKR.OK, bench.Login());
        Assert.Equal(CKS.RW_USER_FUNCTIONS, bench.State);
    }

    [Fact]
    public void Login_twice_answers_already_logged_in()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.USER_ALREADY_LOGGED_IN, bench.Login());
        Assert.Equal(CKR.USER_ANOTHER_ALREADY_LOGGED_IN, bench.Login(Bench.OfficerPin, CKU.SO));
    }

    [Fact]
    public void Login_with_an_unknown_user_type_is_refused()
    {
        using Bench bench = new();
        Assert.Equal(CKR.USER_TYPE_INVALID, bench.Login(user: (CKU)7));
    }

    [Fact]
    public void Login_with_a_null_pin_on_a_token_without_protected_path_is_refused()
    {
        using Bench bench = new();
        Assert.Equal(CKR.ARGUMENTS_BAD, bench.Touch());
    }

    [Fact]
    public void Login_with_wrong_pins_goes_through_the_flags_to_locked()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 3 });
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login("00001111"));
        Assert.Equal(TokenFlags.UserPinCountLow, PinFlags(bench));
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login("00001111"));
        Assert.Equal(TokenFlags.UserPinCountLow | TokenFlags.UserPinFinalTry, PinFlags(bench));
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login("00001111"));
        Assert.Equal(TokenFlags.UserPinCountLow | TokenFlags.UserPinLocked, PinFlags(bench));
        Assert.Equal(CKR.PIN_LOCKED, bench.Login());
    }

    [Fact]
    public void Login_with_the_right_pin_gives_the_tries_back()
    {
        using Bench bench = new();
        bench.Login("00001111");
        Assert.Equal(4ul, bench.Tries(SimulatedCounters.Attributes.PinAttribute));
        bench.Login();
        Assert.Equal(5ul, bench.Tries(SimulatedCounters.Attributes.PinAttribute));
    }

    [Fact]
    public void Login_with_wrong_pins_leaves_the_other_counters_alone()
    {
        using Bench bench = new("bio-seal");
        bench.Login("00001111");
        bench.Login("00001111", CKU.SO);
        bench.Login("00001111", CKU.SO);
        SimulatedToken token = bench.Token;
        Assert.Equal((4, 3, 5), (token.PinAttemptsRemaining, token.SoPinAttemptsRemaining, token.FingerprintAttemptsRemaining));
    }

    [Fact]
    public void Reset_of_the_counters_unlocks()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 1 });
        bench.Login("00001111");
        bench.Simulator.Reset(bench.Serial, SimulatedReset.Counters);
        Assert.Equal(CKR.OK, bench.Login());
    }

    [Fact]
    public void Login_with_the_factory_pin_shows_that_it_is_to_be_changed()
    {
        using Bench bench = new(change: options => options with { Pin = SimulatedTokenOptions.FactoryPin });
        Assert.True(bench.Info.Flags.HasFlag(TokenFlags.UserPinToBeChanged));
        Assert.Equal(CKR.OK, bench.Login("00000000"));
    }

    [Fact]
    public void Login_of_the_officer_with_a_read_only_session_open_is_refused()
    {
        using Bench bench = new();
        bench.Open(readWrite: false);
        Assert.Equal(CKR.SESSION_READ_ONLY_EXISTS, bench.Login(Bench.OfficerPin, CKU.SO));
    }

    [Fact]
    public void Login_of_the_officer_shows_no_private_objects()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Create(TestKeys.Data(isPrivate: true));
        bench.Module.Logout(bench.Session);
        Assert.Equal(CKR.OK, bench.Login(Bench.OfficerPin, CKU.SO));
        Assert.Equal(CKS.RW_SO_FUNCTIONS, bench.State);
        Assert.Empty(bench.Find());
    }

    [Fact]
    public void Logout_without_a_login_is_refused()
    {
        using Bench bench = new();
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.Module.Logout(bench.Session));
    }

    [Fact]
    public void Logout_makes_handles_of_private_objects_invalid_for_ever()
    {
        using Bench bench = new Bench().LoginFully();
        nuint handle = bench.Create(TestKeys.Data(isPrivate: true));
        bench.Module.Logout(bench.Session);
        bench.LoginFully();
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.Module.DestroyObject(bench.Session, handle));
        Assert.Single(bench.Find());
    }

    [Fact]
    public void Logout_ends_a_signature_under_way()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        bench.Module.SignInit(bench.Session, new Mechanism(CKM.SHA256_RSA_PKCS), key);
        bench.Module.Logout(bench.Session);
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.Sign(bench.Session, [1], new byte[256], out _));
    }

    private static TokenFlags PinFlags(Bench bench)
        => bench.Info.Flags & (TokenFlags.UserPinCountLow | TokenFlags.UserPinFinalTry | TokenFlags.UserPinLocked);
}
