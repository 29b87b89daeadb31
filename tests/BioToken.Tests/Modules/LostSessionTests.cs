using BioToken.Errors;
using BioToken.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;

namespace BioToken.Tests.Modules;

/// <summary>Sessions, logins and operations that a failure leaves behind.</summary>
public sealed class LostSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_session_whose_login_the_module_keeps_is_logged_out_before_the_next_login()
    {
        using HookedToken fixture = new();
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken lost = await HookedToken.OpenAuthenticatedAsync(provider);
        // The module reports that the session no longer exists, but keeps the session and its login.
        fixture.Module.Before = function => function == "C_FindObjectsInit" ? CKR.SESSION_HANDLE_INVALID : null;
        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => lost.GetIdentitiesAsync(Token));
        fixture.Module.Before = static _ => null;
        int before = fixture.Module.Calls.Count;

        await using IBioToken again = await HookedToken.OpenAuthenticatedAsync(provider);

        Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
        Assert.Equal(BioTokenState.Removed, lost.State);
        Assert.Equal(BioTokenState.Authenticated, again.State);
        string[] calls = [.. fixture.Module.Calls.Skip(before)];
        Assert.Single(calls, "C_Login");
        Assert.True(Array.IndexOf(calls, "C_Logout") < Array.IndexOf(calls, "C_Login"));
    }

    [Fact]
    public async Task A_login_that_had_its_effect_and_failed_does_not_stand_in_the_way_of_the_next()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.After = (function, result) => function == "C_Login" ? CKR.FUNCTION_FAILED : result;
        await Assert.ThrowsAnyAsync<BioTokenException>(
            () => Tests.Contract.ContractToken.LoginAsync(token, Tests.Contract.ContractToken.Pin));
        fixture.Module.After = static (_, result) => result;

        await Tests.Contract.ContractToken.LoginAsync(token, Tests.Contract.ContractToken.Pin);

        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Equal(2, fixture.Module.Calls.Count(c => c == "C_Login"));
    }

    [Fact]
    public async Task A_logout_that_failed_on_dispose_does_not_stand_in_the_way_of_the_next_login()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken beside = await HookedToken.OpenAsync(provider);
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        fixture.Module.Before = function => function == "C_Logout" ? CKR.DEVICE_ERROR : null;
        await token.DisposeAsync();
        fixture.Module.Before = static _ => null;

        await Tests.Contract.ContractToken.LoginAsync(beside, Tests.Contract.ContractToken.Pin);

        Assert.Equal(BioTokenState.Authenticated, beside.State);
    }

    [Fact]
    public async Task A_lost_session_does_not_log_out_another_open_token()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken lost = await HookedToken.OpenAuthenticatedAsync(provider);
        fixture.Module.Before = function => function == "C_FindObjectsInit" ? CKR.SESSION_HANDLE_INVALID : null;
        await Assert.ThrowsAnyAsync<BioTokenException>(() => lost.GetIdentitiesAsync(Token));
        fixture.Module.Before = static _ => null;
        await using IBioToken owner = await HookedToken.OpenAuthenticatedAsync(provider);
        await using IBioToken third = await HookedToken.OpenAsync(provider);

        await lost.DisposeAsync();
        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(
            () => Tests.Contract.ContractToken.LoginAsync(third, Tests.Contract.ContractToken.Pin));

        Assert.Equal(BioTokenError.LoggedInElsewhere, e.Reason);
        await HookedToken.WriteIdentityAsync(owner);
    }

    [Fact]
    public async Task A_session_of_a_removed_token_is_closed_at_once()
    {
        using HookedToken fixture = new();
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function switch
        {
            "C_FindObjectsInit" => CKR.DEVICE_ERROR,
            _ when function.StartsWith("C_GetTokenInfo", StringComparison.Ordinal) => CKR.TOKEN_NOT_PRESENT,
            _ => null,
        };

        await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));

        Assert.Equal("C_CloseSession", fixture.Module.Calls.Last());
        await token.DisposeAsync();
        Assert.Single(fixture.Module.Calls, "C_CloseSession");
    }

    [Fact]
    public async Task A_login_that_ended_behind_the_back_is_told_and_can_be_made_again()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        fixture.Module.Before = function => function == "C_SignInit" ? CKR.USER_NOT_LOGGED_IN : null;

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => HookedToken.SignsAsync(token, identity, [1]));
        fixture.Module.Before = static _ => null;

        Assert.Equal(BioTokenError.LoginLost, e.Reason);
        Assert.Equal(BioTokenState.Open, token.State);
    }

    [Fact]
    public async Task A_search_that_was_left_active_is_ended_and_the_new_one_made()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        await HookedToken.WriteIdentityAsync(token);
        fixture.Module.Before = function => function == "C_FindObjectsFinal" ? CKR.FUNCTION_FAILED : null;
        await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));
        fixture.Module.Before = static _ => null;

        Assert.Single(await token.GetIdentitiesAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signature_that_was_left_active_is_ended_and_the_new_one_made(bool canCancel)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        // The call fails before it reaches the operation, which stays active.
        fixture.Module.Before = function => function == "C_Sign" ? CKR.FUNCTION_FAILED : null;
        await Assert.ThrowsAnyAsync<BioTokenException>(() => HookedToken.SignsAsync(token, identity, [1]));
        fixture.Module.Before = function => function == "C_SignInit(NULL)" && !canCancel ? CKR.ARGUMENTS_BAD : null;

        Assert.True(await HookedToken.SignsAsync(token, identity, [1, 2, 3]));
    }
}
