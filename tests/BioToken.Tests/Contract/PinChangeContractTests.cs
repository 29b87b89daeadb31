using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;

namespace BioToken.Tests.Contract;

/// <summary>PIN changes, on every backend that has a PIN: one C_SetPIN for each typed PIN, or none.</summary>
public sealed class PinChangeContractTests
{
    private const string NewPin = "27182818";

    public static TheoryData<string> Pins => Backends.With(Capability.None);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pins))]
    public async Task ChangePinAsync_makes_the_new_PIN_the_only_one(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using (IBioToken token = await fixture.OpenAsync())
            await ChangeAsync(token, ContractToken.Pin, NewPin);

        await using IBioToken again = await fixture.OpenAsync();
        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(() => LoginAsync(again, ContractToken.Pin));
        await LoginAsync(again, NewPin);

        Assert.Equal(AuthenticationFailure.PinIncorrect, e.Failure);
        Assert.NotEqual(BioTokenState.Open, again.State);
    }

    [Theory]
    [MemberData(nameof(Pins))]
    public async Task ChangePinAsync_keeps_a_login(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        await ChangeAsync(token, ContractToken.Pin, NewPin);

        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Empty(await token.GetIdentitiesAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Pins))]
    public async Task ChangePinAsync_with_a_wrong_PIN_changes_nothing(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ChangeAsync(token, ContractToken.WrongPin, NewPin));
        await LoginAsync(token, ContractToken.Pin);

        Assert.Equal((AuthenticationFailure.PinIncorrect, CryptokiFunction.SetPIN, CKR.PIN_INCORRECT), (e.Failure, e.Function, e.Result));
    }

    [Theory]
    [MemberData(nameof(Pins))]
    public async Task ChangePinAsync_to_a_PIN_of_a_wrong_length_asks_nothing_of_the_token(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAsync();
        Assert.NotNull(token.Info.MinPinLength);

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ChangeAsync(token, ContractToken.Pin, "1"));
        await LoginAsync(token, ContractToken.Pin);

        Assert.Equal(AuthenticationFailure.PinLengthInvalid, e.Failure);
        Assert.Null(e.Result);
    }

    /// <summary>Logs in up to the PIN, after the finger if that step comes first.</summary>
    private static async Task LoginAsync(IBioToken token, string pin)
    {
        if (token.Info.AuthenticationSteps[0] == AuthenticationStep.Fingerprint && token.State == BioTokenState.Open)
            await token.MatchFingerprintAsync(cancellationToken: Cancel);
        await ContractToken.LoginAsync(token, pin);
    }

    private static async Task ChangeAsync(IBioToken token, string from, string to)
    {
        using Pin current = Pin.FromText(from);
        using Pin changed = Pin.FromText(to);
        await token.ChangePinAsync(current, changed, Cancel);
    }
}
