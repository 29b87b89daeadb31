using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;

namespace BioToken.Tests.Authentication;

/// <summary>What a rejected login means, by its return value, the flags and the device's counters, and what the person reads.</summary>
public sealed class LoginRefusalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4, 8, "has 4 to 8 bytes")]
    [InlineData(4, null, "has 4 to 256 bytes")]
    [InlineData(null, 8, "has 1 to 8 bytes")]
    [InlineData(null, null, "does not accept a PIN of this length")]
    public async Task A_wrong_length_names_the_limits_that_the_token_reports(int? min, int? max, string text)
    {
        using HookedToken fixture = new("generic");
        AlteredModule module = new(fixture.Module)
        {
            TokenInfo = (_, info) => info with { MinPinLength = (ulong?)min, MaxPinLength = (ulong?)max },
        };
        await using BioTokenProvider provider = fixture.NewProvider(options => options.Modules[0] = module);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = static function => function == "C_Login" ? CKR.PIN_LEN_RANGE : null;

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.Pin));

        Assert.Equal(AuthenticationFailure.PinLengthInvalid, e.Failure);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generic", true, 4, "The PIN is wrong; 4 attempts left.")]
    [InlineData("generic", false, null, "The PIN is wrong. Check")]
    [InlineData("bio-hsm", true, 4, "The fingerprint does not match; 4 attempts left.")]
    [InlineData("bio-hsm", false, null, "The fingerprint does not match. Wipe")]
    public async Task A_mismatch_names_the_attempts_that_are_left_if_the_device_counts_them(
        string vendor, bool isCounted, int? attempts, string text)
    {
        using HookedToken fixture = new(vendor, script: "wrong");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        // The counters are found, but the search reports a failure.
        fixture.Module.After = (function, result) => function == "C_FindObjects" && !isCounted ? CKR.FUNCTION_FAILED : result;

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => vendor == "bio-hsm"
                ? token.MatchFingerprintAsync(cancellationToken: Cancel)
                : ContractToken.LoginAsync(token, ContractToken.WrongPin));

        Assert.Equal(attempts, e.AttemptsRemaining);
        Assert.StartsWith(text, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TokenFlags.None, false, AuthenticationFailure.PinIncorrect, null)]
    [InlineData(TokenFlags.UserPinFinalTry, false, AuthenticationFailure.PinIncorrect, 1)]
    [InlineData(TokenFlags.UserPinLocked, false, AuthenticationFailure.PinLocked, 0)]
    [InlineData(TokenFlags.UserPinFinalTry, true, AuthenticationFailure.PinIncorrect, 4)]
    public async Task The_flags_after_a_wrong_PIN_tell_the_attempts_that_no_counter_tells(
        TokenFlags flags, bool isCounted, AuthenticationFailure failure, int? attempts)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = NewProvider(fixture, out Action<TokenFlags> setFlags);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.After = (function, result) =>
        {
            if (function == "C_Login")
                setFlags(flags);
            return function == "C_FindObjects" && !isCounted ? CKR.FUNCTION_FAILED : result;
        };

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.WrongPin));

        Assert.Equal((failure, attempts), (e.Failure, e.AttemptsRemaining));
    }

    [Theory]
    [InlineData("generic", AuthenticationStep.Pin, TokenFlags.None, AuthenticationFailure.PinLocked)]
    [InlineData("smart-bt", AuthenticationStep.Pin, TokenFlags.None, AuthenticationFailure.FingerprintBlocked)]
    [InlineData("smart-bt", AuthenticationStep.Pin, TokenFlags.UserPinLocked, AuthenticationFailure.PinLocked)]
    [InlineData("bio-hsm", AuthenticationStep.Fingerprint, TokenFlags.None, AuthenticationFailure.FingerprintBlocked)]
    [InlineData("bio-hsm", AuthenticationStep.Fingerprint, TokenFlags.UserPinLocked, AuthenticationFailure.FingerprintBlocked)]
    public async Task A_lock_is_that_of_the_PIN_if_one_was_sent_and_no_finger_or_the_flags_say_so(
        string vendor, AuthenticationStep step, TokenFlags flags, AuthenticationFailure expected)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = NewProvider(fixture, out Action<TokenFlags> setFlags);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function =>
        {
            if (function is not ("C_Login" or "C_Login(NULL)"))
                return null;
            setFlags(flags);
            return CKR.PIN_LOCKED;
        };

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => step == AuthenticationStep.Pin
                ? ContractToken.LoginAsync(token, ContractToken.Pin)
                : token.MatchFingerprintAsync(cancellationToken: Cancel));

        Assert.Equal(expected, e.Failure);
    }

    [Theory]
    [InlineData(CKR.ARGUMENTS_BAD, BioTokenError.ModuleError)]
    [InlineData(CKR.CRYPTOKI_NOT_INITIALIZED, BioTokenError.ModuleStopped)]
    [InlineData(CKR.USER_ALREADY_LOGGED_IN, BioTokenError.LoggedInElsewhere)]
    public async Task A_call_that_the_module_rejects_before_the_PIN_is_no_failure_of_the_PIN(CKR answer, BioTokenError expected)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function == "C_Login" ? answer : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));

        Assert.Equal((expected, answer), (e.Reason, e.Result));
    }

    [Fact]
    public async Task A_second_step_that_is_refused_because_of_the_first_is_no_login_of_others()
    {
        using HookedToken fixture = new("bio-seal");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        await ContractToken.LoginAsync(token, ContractToken.Pin);
        fixture.Module.Before = static function => function == "C_Login(NULL)" ? CKR.USER_ALREADY_LOGGED_IN : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.MatchFingerprintAsync(cancellationToken: Cancel));

        Assert.Equal(BioTokenError.ModuleError, e.Reason);
        Assert.Contains("USER_ALREADY_LOGGED_IN", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel", 0, null)]
    [InlineData("wrong*5", 4, 0)]
    public async Task A_blocked_fingerprint_is_reported_to_the_person_and_nothing_else_is_called_blocked(
        string script, int mismatchesBefore, int? attempts)
    {
        using HookedToken fixture = new("bio-hsm", script: script);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        for (int i = 0; i < mismatchesBefore; i++)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => token.MatchFingerprintAsync(cancellationToken: Cancel));
        Prompts prompts = new();

        await Assert.ThrowsAsync<TokenAuthenticationException>(() => token.MatchFingerprintAsync(prompts, Cancel));

        FingerprintPrompt place = new(FingerprintPromptKind.PlaceFinger);
        Assert.Equal(attempts is null ? [place] : [place, new(FingerprintPromptKind.Blocked) { AttemptsRemaining = attempts }], prompts.All);
    }

    private static BioTokenProvider NewProvider(HookedToken fixture, out Action<TokenFlags> setFlags)
    {
        TokenFlags more = TokenFlags.None;
        AlteredModule module = new(fixture.Module) { TokenInfo = (_, info) => info with { Flags = info.Flags | more } };
        setFlags = flags => more = flags;
        return fixture.NewProvider(options => options.Modules[0] = module);
    }

    private sealed class Prompts : IProgress<FingerprintPrompt>
    {
        public List<FingerprintPrompt> All { get; } = [];

        public void Report(FingerprintPrompt value) => All.Add(value);
    }
}
