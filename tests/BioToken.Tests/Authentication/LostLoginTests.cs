using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tokens;

namespace BioToken.Tests.Authentication;

/// <summary>
/// Another part of the program logs out, which ends the login of all sessions. Most calls still succeed then: they merely find no private
/// object any more.
/// </summary>
public sealed class LostLoginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("generic")]
    [InlineData("bio-seal")]
    [InlineData("bio-hsm")]
    [InlineData("asam2072fp")]
    public async Task A_token_that_others_logged_out_says_so_and_works_after_another_login(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        Func<Task>[] uses =
        [
            () => token.SignAsync(new byte[] { 1 }, cancellationToken: Cancel),
            () => HookedToken.SignsAsync(token, identity, [1]),
            () => token.GetIdentitiesAsync(Cancel),
            () => token.GetUnreadableObjectsAsync(Cancel),
            () => token.EraseAsync(identity, cancellationToken: Cancel),
            () => token.PlanEraseAsync(identity, Cancel),
        ];
        foreach (Func<Task> use in uses)
        {
            fixture.Module.LogOutByOthers((nuint)token.Info.Slot);

            BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(use);

            Assert.Equal(BioTokenError.LoginLost, e.Reason);
            Assert.Equal(BioTokenState.Open, token.State);
            await ContractToken.AuthenticateAsync(token);
        }

        Assert.True(await HookedToken.SignsAsync(token, identity, [1]));
    }

    [Theory]
    [InlineData("generic", false)]
    [InlineData("generic", true)]
    [InlineData("bio-seal", true)]
    [InlineData("bio-hsm", false)]
    [InlineData("bio-hsm", true)]
    [InlineData("asam2072fp", true)]
    public async Task A_login_is_possible_although_no_call_has_noticed_the_logout(string vendor, bool isAtOnce)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);

        fixture.Module.LogOutByOthers((nuint)token.Info.Slot);
        using Pin pin = Pin.FromText(ContractToken.Pin);
        await (isAtOnce ? token.AuthenticateAsync(pin, cancellationToken: Cancel) : ContractToken.AuthenticateAsync(token));
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);

        Assert.True(await HookedToken.SignsAsync(token, identity, [1]));
    }

    [Fact]
    public async Task A_lost_login_stays_lost_for_every_call_until_the_next_login_or_logout()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        fixture.Module.LogOutByOthers((nuint)token.Info.Slot);

        Exception?[] failures = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            _ => Record.ExceptionAsync(() => token.SignAsync(new byte[] { 1 }, cancellationToken: Cancel)).AsTask()));
        BioTokenException read = await Assert.ThrowsAsync<BioTokenException>(() => token.GetIdentitiesAsync(Cancel));
        BioTokenException planned = await Assert.ThrowsAsync<BioTokenException>(() => token.PlanEraseAsync(identity, Cancel));
        await token.LogoutAsync(Cancel);

        Assert.All(failures, e => Assert.Equal(BioTokenError.LoginLost, Assert.IsType<BioTokenException>(e).Reason));
        Assert.Equal((BioTokenError.LoginLost, BioTokenError.LoginLost), (read.Reason, planned.Reason));
        Assert.False(Assert.Single(await token.GetIdentitiesAsync(Cancel)).HasPrivateKey);
        await Assert.ThrowsAsync<InvalidOperationException>(() => token.SignAsync(new byte[] { 1 }, cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("asam2072fp")]
    public async Task A_logout_at_any_call_of_a_signature_is_a_lost_login_and_no_broken_module(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        int calls = 0;
        for (int at = 1; calls == 0 || calls >= at - 1; at++)
        {
            calls = 0;
            fixture.Module.Before = _ =>
            {
                if (++calls == at)
                    fixture.Module.LogOutByOthers((nuint)token.Info.Slot);
                return null;
            };

            Exception? e = await Record.ExceptionAsync(() => HookedToken.SignsAsync(token, identity, [1]));
            fixture.Module.Before = static _ => null;

            Assert.True(e is null or BioTokenException { Reason: BioTokenError.LoginLost }, $"Call {at}: {e}");
            using Pin pin = Pin.FromText(ContractToken.Pin);
            await token.AuthenticateAsync(pin, cancellationToken: Cancel);
        }

        Assert.True(await HookedToken.SignsAsync(token, identity, [1]));
    }

    [Theory]
    [InlineData("bio-hsm", "C_Login")]
    [InlineData("bio-seal", "C_Login(NULL)")]
    public async Task A_first_step_that_is_lost_before_the_second_is_a_lost_login_before_the_second_is_made(string vendor, string second)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using Pin pin = Pin.FromText(ContractToken.Pin);
        Task RunAsync(AuthenticationStep step)
            => step == AuthenticationStep.Pin
                ? token.LoginAsync(pin, cancellationToken: Cancel)
                : token.MatchFingerprintAsync(cancellationToken: Cancel);
        await RunAsync(token.Info.AuthenticationSteps[0]);
        fixture.Module.LogOutByOthers((nuint)token.Info.Slot);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => RunAsync(token.Info.AuthenticationSteps[1]));

        Assert.Equal(BioTokenError.LoginLost, e.Reason);
        Assert.DoesNotContain(second, fixture.Module.Calls, StringComparer.Ordinal);
        await token.AuthenticateAsync(pin, cancellationToken: Cancel);
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Fact]
    public async Task A_login_that_the_module_denies_once_is_ended_by_a_logout()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        fixture.Module.Before = static function => function == "C_SignInit" ? CKR.USER_NOT_LOGGED_IN : null;
        await Assert.ThrowsAsync<BioTokenException>(() => HookedToken.SignsAsync(token, identity, [1]));
        fixture.Module.Before = static _ => null;

        await token.LogoutAsync(Cancel);

        Assert.Single(fixture.Module.Calls, "C_Logout");
        Assert.False(Assert.Single(await token.GetIdentitiesAsync(Cancel)).HasPrivateKey);
    }

    [Fact]
    public async Task A_matched_finger_is_not_asked_for_again_while_the_login_lasts()
    {
        using HookedToken fixture = new("bio-hsm");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);

        await token.MatchFingerprintAsync(cancellationToken: Cancel);

        Assert.Single(fixture.Module.Calls, "C_Login(NULL)");
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [InlineData((ulong)CKR.FUNCTION_NOT_SUPPORTED)]
    [InlineData((ulong)CKR.GENERAL_ERROR)]
    public async Task A_module_that_does_not_report_logins_is_not_asked_whether_one_was_lost(ulong result)
    {
        using HookedToken fixture = new("generic");
        fixture.Module.Before = function => function == "C_GetSessionInfo" ? (CKR)result : null;
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.SignAsync(new byte[] { 1 }, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.NoSigningKey, e.Reason);
        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Single(fixture.Module.Calls, "C_GetSessionInfo");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_later_says_nothing()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        fixture.Module.Before = static function => function == "C_GetSessionInfo" ? CKR.GENERAL_ERROR : null;

        Assert.Empty(await token.GetIdentitiesAsync(Cancel));

        Assert.Equal(BioTokenState.Authenticated, token.State);
    }
}
