using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tokens;

namespace BioToken.Tests.Authentication;

/// <summary>What a logout reports, and which logins are logged out before the next one because the module may still hold them.</summary>
public sealed class LogoutTests
{
    private const CKR OfVendor = (CKR)0x80000042;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LogoutAsync_without_a_login_asks_nothing_of_the_token()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);

        await token.LogoutAsync(Cancel);

        Assert.Equal(0, Logouts(fixture));
        Assert.Equal(BioTokenState.Open, token.State);
    }

    [Fact]
    public async Task LogoutAsync_of_a_login_that_has_already_ended_succeeds()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        fixture.Module.After = static (function, result) => function == "C_Logout" ? CKR.USER_NOT_LOGGED_IN : result;

        await token.LogoutAsync(Cancel);

        Assert.Equal(BioTokenState.Open, token.State);
    }

    [Fact]
    public async Task LogoutAsync_that_the_module_refuses_is_an_error_and_leaves_the_login()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        fixture.Module.Before = static function => function == "C_Logout" ? CKR.FUNCTION_FAILED : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.LogoutAsync(Cancel));

        Assert.Equal(
            (BioTokenError.ModuleError, CKR.FUNCTION_FAILED, CryptokiFunction.Logout), (e.Reason, e.Result, e.Function));
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Fact]
    public async Task An_operation_that_stands_in_the_way_of_a_logout_is_ended_for_the_next_one()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        bool isActive = true;
        fixture.Module.Before = function =>
        {
            if (function == "C_FindObjectsFinal")
                isActive = false;
            return function == "C_Logout" && isActive ? CKR.OPERATION_ACTIVE : null;
        };
        await Assert.ThrowsAsync<BioTokenException>(() => token.LogoutAsync(Cancel));

        await token.LogoutAsync(Cancel);

        Assert.Equal(BioTokenState.Open, token.State);
    }

    // A refusal leaves no login, nor does a call that was rejected before the PIN was checked; any other answer may come after the effect.
    [Theory]
    [InlineData(CKR.PIN_INCORRECT, 0)]
    [InlineData(CKR.PIN_INVALID, 0)]
    [InlineData(CKR.PIN_LEN_RANGE, 0)]
    [InlineData(CKR.PIN_EXPIRED, 0)]
    [InlineData(CKR.PIN_LOCKED, 0)]
    [InlineData(CKR.USER_PIN_NOT_INITIALIZED, 0)]
    [InlineData(CKR.FUNCTION_CANCELED, 0)]
    [InlineData(CKR.CANCEL, 0)]
    [InlineData(CKR.FUNCTION_REJECTED, 0)]
    [InlineData(OfVendor, 0)]
    [InlineData(CKR.ARGUMENTS_BAD, 0)]
    [InlineData(CKR.USER_ALREADY_LOGGED_IN, 0)]
    [InlineData(CKR.HOST_MEMORY, 1)]
    [InlineData(CKR.OPERATION_ACTIVE, 1)]
    [InlineData(CKR.FUNCTION_FAILED, 1)]
    [InlineData((CKR)0x80000043, 1)]
    public async Task A_login_that_failed_is_logged_out_before_the_next_if_its_answer_does_not_exclude_an_effect(CKR answer, int logouts)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider(options => options.Vendors = options.Vendors.With(
            $$"""[{ "id": "generic", "returnValues": { "0x{{(ulong)OfVendor:X}}": "pinIncorrect" } }]"""));
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function == "C_Login" ? answer : null;
        await Assert.ThrowsAnyAsync<BioTokenException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));
        fixture.Module.Before = static _ => null;

        await ContractToken.LoginAsync(token, ContractToken.Pin);

        Assert.Equal(logouts, Logouts(fixture));
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [InlineData(CKR.OK, 1)]
    [InlineData(CKR.USER_NOT_LOGGED_IN, 1)]
    [InlineData(CKR.FUNCTION_FAILED, 2)]
    public async Task A_late_login_is_logged_out_again_before_the_next_only_if_its_logout_failed(CKR answer, int logouts)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using GatedCall login = new(fixture.Module, "C_Login");
        using CancellationTokenSource cancellation = new();
        using Pin pin = Pin.FromText(ContractToken.Pin);
        Task late = token.LoginAsync(pin, cancellationToken: cancellation.Token);
        login.WaitUntilInside();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        fixture.Module.After = (function, result) => function == "C_Logout" ? answer : result;
        login.Open();
        await token.GetUnreadableObjectsAsync(Cancel);
        fixture.Module.After = static (_, result) => result;
        Assert.Equal((BioTokenState.Open, 1), (token.State, Logouts(fixture)));

        await ContractToken.LoginAsync(token, ContractToken.Pin);

        Assert.Equal(logouts, Logouts(fixture));
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [InlineData(CKR.OK, 1)]
    [InlineData(CKR.USER_NOT_LOGGED_IN, 1)]
    [InlineData(CKR.FUNCTION_FAILED, 2)]
    public async Task A_disposed_token_is_logged_out_again_before_the_next_login_only_if_its_logout_failed(CKR answer, int logouts)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken disposed = await HookedToken.OpenAuthenticatedAsync(provider);
        fixture.Module.After = (function, result) => function == "C_Logout" ? answer : result;
        await disposed.DisposeAsync();
        fixture.Module.After = static (_, result) => result;

        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);

        Assert.Equal(logouts, Logouts(fixture));
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [InlineData(0, true, 0)]
    [InlineData(0, false, 1)]
    [InlineData(1, true, 1)]
    public async Task A_login_that_may_be_left_is_logged_out_unless_another_token_object_holds_it(int slot, bool isLoggedIn, int logouts)
    {
        using HookedToken fixture = new("generic", tokens: 2);
        await using BioTokenProvider provider = fixture.NewProvider();
        IReadOnlyList<BioTokenInfo> listed = await provider.ListAsync(Cancel);
        await using IBioToken other = await provider.OpenAsync(listed[slot], Cancel);
        await using IBioToken token = await provider.OpenAsync(listed[0], Cancel);
        if (isLoggedIn)
            await ContractToken.LoginAsync(other, ContractToken.Pin);
        fixture.Module.Before = static function => function == "C_Login" ? CKR.FUNCTION_FAILED : null;
        await Assert.ThrowsAnyAsync<BioTokenException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));
        fixture.Module.Before = static _ => null;

        BioTokenException? e = (BioTokenException?)await Record.ExceptionAsync(() => ContractToken.LoginAsync(token, ContractToken.Pin));

        Assert.Equal(logouts, Logouts(fixture));
        Assert.Equal(logouts == 0 ? BioTokenError.LoggedInElsewhere : null, e?.Reason);
        Assert.Equal(isLoggedIn ? BioTokenState.Authenticated : BioTokenState.Open, other.State);
    }

    private static int Logouts(HookedToken fixture) => fixture.Module.Calls.Count(static call => call == "C_Logout");
}
