using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;
using BioToken.Tokens;

namespace BioToken.Tests.Authentication;

/// <summary>Each step of a login is made once and in its order; a mistake is told without asking the token.</summary>
public sealed class LoginOrderTests
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bio-seal", AuthenticationStep.Fingerprint, "LoginAsync first")]
    [InlineData("bio-hsm", AuthenticationStep.Pin, "MatchFingerprintAsync first")]
    public async Task A_step_before_its_turn_is_refused_at_once_although_the_module_is_busy(
        string vendor, AuthenticationStep step, string advice)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using GatedCall busy = new(fixture.Module, "C_FindObjectsInit");
        Task read = token.GetUnreadableObjectsAsync(Cancel);
        busy.WaitUntilInside();

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => MakeAsync(token, step).WaitAsync(Promptly, Cancel));

        Assert.Contains(advice, e.Message, StringComparison.Ordinal);
        busy.Open();
        await read;
    }

    [Theory]
    [InlineData("generic", AuthenticationStep.Pin, "C_Login", "already accepted")]
    [InlineData("bio-hsm", AuthenticationStep.Fingerprint, "C_Login(NULL)", "already matched")]
    public async Task Of_two_equal_steps_that_wait_for_their_turn_only_the_first_is_made(
        string vendor, AuthenticationStep step, string function, string reason)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using GatedCall busy = new(fixture.Module, "C_FindObjectsInit");
        Task read = token.GetUnreadableObjectsAsync(Cancel);
        busy.WaitUntilInside();
        Task first = MakeAsync(token, step);
        Task second = MakeAsync(token, step);
        busy.Open();
        await read;
        await first;

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => second);

        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Single(fixture.Module.Calls, function);
    }

    [Theory]
    [InlineData("bio-seal", "MatchFingerprintAsync first")]
    [InlineData("bio-hsm", "LoginAsync first")]
    public async Task One_step_of_two_lets_nobody_use_the_keys(string vendor, string advice)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);

        await MakeAsync(token, token.Info.AuthenticationSteps[0]);

        Assert.Equal(BioTokenState.PartlyAuthenticated, token.State);
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => token.SignAsync(new byte[] { 1 }, cancellationToken: Cancel));
        Assert.Contains(advice, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_asks_for_the_PIN_itself_takes_none_from_the_computer()
    {
        using HookedToken fixture = new("generic");
        AlteredModule module = new(fixture.Module)
        {
            TokenInfo = static (_, info) => info with { Flags = info.Flags | TokenFlags.ProtectedAuthenticationPath },
        };
        await using BioTokenProvider provider = fixture.NewProvider(options => options.Modules[0] = module);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using Pin current = Pin.FromText(ContractToken.Pin);
        using Pin changed = Pin.FromText("27182818");
        Func<Task>[] uses =
        [
            () => token.LoginAsync(current, cancellationToken: Cancel),
            () => token.ChangePinAsync(current, changed, Cancel),
        ];

        foreach (Func<Task> use in uses)
        {
            InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(use);
            Assert.Contains("does not accept a PIN from the computer", e.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(fixture.Module.Calls, static call => call is "C_Login" or "C_SetPIN");
    }

    [Fact]
    public async Task A_disposed_token_refuses_every_step_and_does_not_claim_that_the_call_was_waiting()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAsync(provider);
        await token.DisposeAsync();
        using Pin pin = Pin.FromText(ContractToken.Pin);
        using Pin changed = Pin.FromText("27182818");
        Func<Task>[] uses =
        [
            () => token.LoginAsync(pin, cancellationToken: Cancel),
            () => token.MatchFingerprintAsync(cancellationToken: Cancel),
            () => token.ChangePinAsync(pin, changed, Cancel),
            () => token.LogoutAsync(Cancel),
        ];

        foreach (Func<Task> use in uses)
        {
            ObjectDisposedException e = await Assert.ThrowsAsync<ObjectDisposedException>(use);
            Assert.DoesNotContain("waiting", e.Message, StringComparison.Ordinal);
        }
    }

    private static Task MakeAsync(IBioToken token, AuthenticationStep step) => step == AuthenticationStep.Pin
        ? ContractToken.LoginAsync(token, ContractToken.Pin)
        : token.MatchFingerprintAsync(cancellationToken: Cancel);
}
