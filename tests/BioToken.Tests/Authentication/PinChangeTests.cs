using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;

namespace BioToken.Tests.Authentication;

/// <summary>The calls of a PIN change, and the meaning of their return values.</summary>
public sealed class PinChangeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CKR.PIN_INVALID, AuthenticationFailure.NewPinRejected)]
    [InlineData(CKR.PIN_LEN_RANGE, AuthenticationFailure.NewPinRejected)]
    [InlineData(CKR.PIN_LOCKED, AuthenticationFailure.PinLocked)]
    [InlineData((CKR)0x80001234, AuthenticationFailure.Unknown)]
    public async Task An_answer_becomes_a_failure_after_one_call(CKR answer, AuthenticationFailure expected)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function == "C_SetPIN" ? answer : null;

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(() => ChangeAsync(token));

        Assert.Equal((expected, answer, CryptokiFunction.SetPIN), (e.Failure, e.Result, e.Function));
        Assert.Single(fixture.Module.Calls, call => call == "C_SetPIN");
    }

    [Theory]
    [InlineData(CKR.FUNCTION_NOT_SUPPORTED, BioTokenError.ModuleError)]
    [InlineData(CKR.SESSION_READ_ONLY, BioTokenError.TokenReadOnly)]
    [InlineData(CKR.DEVICE_REMOVED, BioTokenError.TokenRemoved)]
    public async Task An_answer_that_is_not_about_the_PIN_is_no_failure_of_it(CKR answer, BioTokenError expected)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function == "C_SetPIN" ? answer : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => ChangeAsync(token));

        Assert.Equal((expected, answer), (e.Reason, e.Result));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task The_final_attempt_is_used_only_if_that_is_allowed(bool isAllowed, int calls)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider(options => options.AllowFinalPinAttempt = isAllowed);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        for (int i = 0; i < 20 && token.Info.PinState != PinState.FinalAttempt; i++)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(token, ContractToken.WrongPin));
        Assert.Equal(PinState.FinalAttempt, token.Info.PinState);

        Exception? e = await Record.ExceptionAsync(() => ChangeAsync(token));

        Assert.Equal(isAllowed ? null : AuthenticationFailure.FinalPinAttempt, (e as TokenAuthenticationException)?.Failure);
        Assert.Equal(calls, fixture.Module.Calls.Count(call => call == "C_SetPIN"));
    }

    [Theory]
    [InlineData(true, "current")]
    [InlineData(false, "changed")]
    public async Task Both_PINs_must_be_given(bool isCurrentMissing, string parameter)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using Pin given = Pin.FromText(ContractToken.Pin);

        await Assert.ThrowsAsync<ArgumentNullException>(
            parameter, () => isCurrentMissing ? token.ChangePinAsync(null!, given, Cancel) : token.ChangePinAsync(given, null!, Cancel));
    }

    [Theory]
    [InlineData(CKR.PIN_INCORRECT, 5)]
    [InlineData(CKR.PIN_INVALID, null)]
    public async Task Attempts_are_those_of_the_current_PIN(CKR answer, int? attempts)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function == "C_SetPIN" ? answer : null;

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(() => ChangeAsync(token));

        Assert.Equal(attempts, e.AttemptsRemaining);
    }

    [Fact]
    public async Task Info_shows_the_state_of_the_PIN_after_each_change()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);

        await Assert.ThrowsAsync<TokenAuthenticationException>(() => ChangeAsync(token, ContractToken.WrongPin));
        PinState afterMismatch = token.Info.PinState;
        await ChangeAsync(token);

        Assert.Equal((PinState.CountLow, PinState.Ready), (afterMismatch, token.Info.PinState));
    }

    [Fact]
    public async Task The_final_attempt_is_not_used_on_flags_that_another_token_object_has_changed()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken other = await HookedToken.OpenAsync(provider);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        for (int i = 0; i < 4; i++)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(other, ContractToken.WrongPin));
        Assert.Equal((PinState.FinalAttempt, PinState.Ready), (other.Info.PinState, token.Info.PinState));

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ChangeAsync(token, ContractToken.WrongPin));

        Assert.Equal(AuthenticationFailure.FinalPinAttempt, e.Failure);
        Assert.DoesNotContain("C_SetPIN", fixture.Module.Calls, StringComparer.Ordinal);
    }

    private static async Task ChangeAsync(IBioToken token, string from = ContractToken.Pin)
    {
        using Pin current = Pin.FromText(from);
        using Pin changed = Pin.FromText("27182818");
        await token.ChangePinAsync(current, changed, Cancel);
    }
}
