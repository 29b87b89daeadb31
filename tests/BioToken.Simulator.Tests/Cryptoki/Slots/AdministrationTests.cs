using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class AdministrationTests
{
    private const string NewPin = "24682468";

    [Fact]
    public void SetPin_changes_the_users_pin_before_and_after_the_login()
    {
        using Bench bench = new();
        Assert.Equal(CKR.OK, SetPin(bench, Bench.Pin, NewPin));
        Assert.Equal(CKR.PIN_INCORRECT, bench.Login());
        Assert.Equal(CKR.OK, bench.Login(NewPin));
        Assert.Equal(CKR.OK, SetPin(bench, NewPin, Bench.Pin));
        bench.Module.Logout(bench.Session);
        Assert.Equal(CKR.OK, bench.Login());
    }

    [Fact]
    public void SetPin_of_the_officer_changes_the_officers_pin()
    {
        using Bench bench = new();
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal(CKR.PIN_INCORRECT, SetPin(bench, Bench.Pin, NewPin));
        Assert.Equal(CKR.OK, SetPin(bench, Bench.OfficerPin, NewPin));
        bench.Module.Logout(bench.Session);
        Assert.Equal(CKR.OK, bench.Login());
        bench.Module.Logout(bench.Session);
        Assert.Equal(CKR.OK, bench.Login(NewPin, CKU.SO));
    }

    [Fact]
    public void SetPin_with_a_wrong_pin_uses_a_try_and_with_the_right_one_gives_it_back()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 3 });
        Assert.Equal(CKR.PIN_INCORRECT, SetPin(bench, NewPin, NewPin));
        Assert.Equal(2, bench.Token.PinAttemptsRemaining);
        Assert.Equal(CKR.OK, SetPin(bench, Bench.Pin, NewPin));
        Assert.Equal(3, bench.Token.PinAttemptsRemaining);
    }

    [Fact]
    public void SetPin_with_wrong_pins_locks()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 2 });
        Assert.Equal([CKR.PIN_INCORRECT, CKR.PIN_INCORRECT, CKR.PIN_LOCKED],
            [SetPin(bench, NewPin, NewPin), SetPin(bench, NewPin, NewPin), SetPin(bench, Bench.Pin, NewPin)]);
    }

    [Fact]
    public void SetPin_of_a_locked_user_takes_the_officers_pin_as_the_code_that_unlocks()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 1 });
        bench.Login("00001111");
        Assert.Equal(CKR.OK, SetPin(bench, Bench.OfficerPin, NewPin));
        Assert.Equal(CKR.OK, bench.Login(NewPin));
    }

    [Fact]
    public void SetPin_of_a_locked_user_spends_no_last_try_of_the_officer()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 1, MaxSoPinAttempts = 2 });
        bench.Login("00001111");
        Assert.Equal([CKR.PIN_LOCKED, CKR.PIN_LOCKED, CKR.PIN_LOCKED],
            [SetPin(bench, Bench.Pin, NewPin), SetPin(bench, Bench.Pin, NewPin), SetPin(bench, Bench.OfficerPin, NewPin)]);
        Assert.Equal(1, bench.Token.SoPinAttemptsRemaining);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("")]
    public void SetPin_and_InitPin_to_a_wrong_length_answer_pin_len_range(string pin)
    {
        using Bench bench = new("bio-seal");
        Assert.Equal(CKR.PIN_LEN_RANGE, SetPin(bench, Bench.Pin, pin));
        Assert.Equal(5, bench.Token.PinAttemptsRemaining);
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal(CKR.PIN_LEN_RANGE, InitPin(bench, pin));
    }

    [Fact]
    public void SetPin_in_a_read_only_session_is_refused()
    {
        using Bench bench = new();
        nuint session = bench.Open(readWrite: false);
        Assert.Equal(
            CKR.SESSION_READ_ONLY, bench.Module.Administration.SetPin(session, Bytes(Bench.Pin), Bytes(NewPin), isOnDevice: false));
    }

    [Fact]
    public void Administration_on_a_device_without_a_keypad_is_refused()
    {
        using Bench bench = new("bio-seal");
        Assert.Equal(CKR.ARGUMENTS_BAD, bench.Module.Administration.SetPin(bench.Session, default, default, isOnDevice: true));
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal(CKR.ARGUMENTS_BAD, bench.Module.Administration.InitPin(bench.Session, default, isOnDevice: true));
        bench.Module.CloseSession(bench.Session);
        Assert.Equal(CKR.ARGUMENTS_BAD, bench.Module.Administration.InitToken(bench.Slot, default, isOnDevice: true, "x"u8));
    }

    [Fact]
    public void SetPin_ends_the_wish_to_change_the_factory_pin()
    {
        using Bench bench = new(change: options => options with { Pin = SimulatedTokenOptions.FactoryPin });
        Assert.True(bench.Info.Flags.HasFlag(TokenFlags.UserPinToBeChanged));
        SetPin(bench, SimulatedTokenOptions.FactoryPin, NewPin);
        Assert.False(bench.Info.Flags.HasFlag(TokenFlags.UserPinToBeChanged));
        SetPin(bench, NewPin, SimulatedTokenOptions.FactoryPin);
        Assert.True(bench.Info.Flags.HasFlag(TokenFlags.UserPinToBeChanged));
    }

    [Fact]
    public void InitPin_needs_the_officer()
    {
        using Bench bench = new();
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, InitPin(bench, NewPin));
        bench.LoginFully();
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, InitPin(bench, NewPin));
    }

    [Fact]
    public void InitPin_unlocks_a_locked_user()
    {
        using Bench bench = new(change: options => options with { MaxPinAttempts = 1 });
        bench.Login("00001111");
        Assert.Equal(CKR.PIN_LOCKED, bench.Login());
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal(CKR.OK, InitPin(bench, NewPin));
        bench.Module.Logout(bench.Session);
        Assert.False(bench.Info.Flags.HasFlag(TokenFlags.UserPinLocked));
        Assert.Equal(CKR.OK, bench.Login(NewPin));
    }

    [Fact]
    public void InitToken_erases_the_objects_and_unsets_the_users_pin()
    {
        using Bench bench = new();
        bench.Create(TestKeys.Data());
        bench.Module.CloseSession(bench.Session);
        Assert.Equal(CKR.OK, InitToken(bench, label: "회사 토큰                       "));
        Assert.Empty(bench.Token.Objects);
        Assert.Equal("SIMULATED 회사 토큰", bench.Info.Label);
        Assert.Equal(TokenFlags.TokenInitialized, bench.Info.Flags & (TokenFlags.TokenInitialized | TokenFlags.UserPinInitialized));
        nuint session = bench.Open();
        Assert.Equal(CKR.USER_PIN_NOT_INITIALIZED, bench.Module.Login(session, CKU.USER, Bytes(Bench.Pin)));
        Assert.Equal(
            CKR.USER_PIN_NOT_INITIALIZED, bench.Module.Administration.SetPin(session, Bytes(Bench.Pin), Bytes(NewPin), isOnDevice: false));
    }

    [Fact]
    public void InitToken_and_InitPin_make_a_token_that_works()
    {
        using Bench bench = new();
        bench.Module.CloseSession(bench.Session);
        InitToken(bench, label: "SIMULATED new");
        Assert.Equal("SIMULATED new", bench.Info.Label);
        nuint session = bench.Open();
        Assert.Equal(CKR.OK, bench.Module.Login(session, CKU.SO, Bytes(Bench.OfficerPin)));
        Assert.Equal(CKR.OK, bench.Module.Administration.InitPin(session, Bytes(NewPin), isOnDevice: false));
        bench.Module.Logout(session);
        Assert.Equal(CKR.OK, bench.Module.Login(session, CKU.USER, Bytes(NewPin)));
        Assert.True(bench.Info.Flags.HasFlag(TokenFlags.UserPinInitialized));
    }

    [Fact]
    public void InitToken_keeps_the_fingers_and_gives_their_tries_back()
    {
        using Bench bench = new(
            "bio-hsm", options => options with { RequireAllSteps = false, MaxFingerprintAttempts = 1, Script = "wrong" });
        bench.Touch();
        Assert.Equal(0, bench.Token.FingerprintAttemptsRemaining);
        bench.Module.CloseSession(bench.Session);
        InitToken(bench);
        Assert.Equal([1, 2, 3], bench.Token.Fingers);
        Assert.Equal(1, bench.Token.FingerprintAttemptsRemaining);
        nuint session = bench.Open();
        Assert.Equal(CKR.USER_PIN_NOT_INITIALIZED, bench.Module.LoginOnDevice(session, CKU.USER));
    }

    [Fact]
    public void InitToken_with_open_sessions_is_refused()
    {
        using Bench bench = new();
        using SimulatedCryptoki other = bench.Simulator.CreateCryptoki();
        other.Initialize();
        Assert.Equal(CKR.SESSION_EXISTS, InitToken(bench));
        Assert.Equal(CKR.SESSION_EXISTS, other.Administration.InitToken(bench.Slot, Bytes(Bench.OfficerPin), isOnDevice: false, "x"u8));
    }

    [Fact]
    public void InitToken_with_wrong_pins_locks_the_officer_and_changes_nothing()
    {
        using Bench bench = new(change: options => options with { MaxSoPinAttempts = 2 });
        bench.Create(TestKeys.Data());
        bench.Module.CloseSession(bench.Session);
        Assert.Equal([CKR.PIN_INCORRECT, CKR.PIN_INCORRECT, CKR.PIN_LOCKED],
            [InitToken(bench, Bench.Pin), InitToken(bench, Bench.Pin), InitToken(bench)]);
        Assert.Single(bench.Token.Objects);
        Assert.Equal("SIMULATED test", bench.Info.Label);
    }

    [Fact]
    public void InitToken_of_a_slot_without_a_token_is_refused()
    {
        using Bench bench = new();
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal(CKR.TOKEN_NOT_PRESENT, InitToken(bench));
        Assert.Equal(CKR.SLOT_ID_INVALID, bench.Module.Administration.InitToken(99, Bytes(Bench.OfficerPin), isOnDevice: false, "x"u8));
    }

    [Fact]
    public void InitToken_is_an_event_to_others_only_and_ends_their_sessions()
    {
        using TemporaryFolder directory = new();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        using TokenSimulator simulator = TokenSimulator.Open(directory.Path);
        using SimulatedCryptoki other = simulator.CreateCryptoki();
        other.Initialize();
        Assert.Equal(CKR.OK, other.Administration.InitToken(0, Bytes(Bench.OfficerPin), isOnDevice: false, "x"u8));
        Assert.Equal(CKR.NO_EVENT, other.PollSlotEvent(out _));
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out _));
        Assert.Equal(CKR.DEVICE_REMOVED, bench.Module.GetSessionInfo(bench.Session, out _));
    }

    [Fact]
    public void Administration_is_durable()
    {
        using TemporaryFolder directory = new();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        bench.Create(TestKeys.Data());
        SetPin(bench, Bench.Pin, NewPin);
        using (TokenSimulator again = TokenSimulator.Open(directory.Path))
        using (SimulatedCryptoki module = again.CreateCryptoki())
        {
            module.Initialize();
            module.OpenSession(0, SessionFlags.None, out nuint session);
            Assert.Equal(CKR.OK, module.Login(session, CKU.USER, Bytes(NewPin)));
        }

        bench.Module.CloseSession(bench.Session);
        InitToken(bench);
        using TokenSimulator last = TokenSimulator.Open(directory.Path);
        Assert.Empty(last.Tokens[0].Objects);
        Assert.Empty(Directory.EnumerateFiles(directory.Path, "*.obj", SearchOption.AllDirectories));
    }

    private static byte[] Bytes(string pin) => Encoding.UTF8.GetBytes(pin);

    private static CKR SetPin(Bench bench, string oldPin, string newPin)
        => bench.Module.Administration.SetPin(bench.Session, Bytes(oldPin), Bytes(newPin), isOnDevice: false);

    private static CKR InitPin(Bench bench, string pin)
        => bench.Module.Administration.InitPin(bench.Session, Bytes(pin), isOnDevice: false);

    private static CKR InitToken(Bench bench, string pin = Bench.OfficerPin, string label = "test")
        => bench.Module.Administration.InitToken(bench.Slot, Bytes(pin), isOnDevice: false, Bytes(label));
}
