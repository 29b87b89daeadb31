using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;

namespace BioToken.Tests.Modules;

/// <summary>Another part of the program finalizes the module.</summary>
public sealed class StoppedModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_a_module_that_was_finalized_says_so_and_the_next_list_starts_it_again()
    {
        using HookedToken fixture = new();
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        await using IBioToken beside = await HookedToken.OpenAsync(provider);

        fixture.Module.FinalizeByOthers();
        BioTokenException first = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));
        BioTokenException second = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));

        Assert.Equal(BioTokenError.ModuleStopped, first.Reason);
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, first.Result);
        Assert.Equal(BioTokenError.ModuleStopped, second.Reason);
        Assert.Equal(BioTokenState.ModuleStopped, token.State);
        Assert.Equal(BioTokenState.ModuleStopped, beside.State);

        await using IBioToken again = await HookedToken.OpenAuthenticatedAsync(provider);
        Assert.Equal(BioTokenState.Authenticated, again.State);
        Assert.Equal(2, fixture.Module.Starts);
        Assert.Equal(1, fixture.Module.Forgotten);
        Assert.Equal(BioTokenState.ModuleStopped, token.State);
    }

    [Fact]
    public async Task A_list_that_meets_a_finalized_module_starts_it_again_at_once()
    {
        using HookedToken fixture = new();
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);

        fixture.Module.FinalizeByOthers();

        Assert.Single(await provider.ListAsync(Token));
        Assert.Equal(BioTokenState.ModuleStopped, token.State);
    }

    [Fact]
    public async Task A_login_to_a_finalized_module_is_the_same_error_and_no_PIN_is_counted()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.FinalizeByOthers();

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(
            () => Tests.Contract.ContractToken.LoginAsync(token, Tests.Contract.ContractToken.WrongPin));
        await using IBioToken again = await HookedToken.OpenAuthenticatedAsync(provider);

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
        Assert.Equal(PinState.Ready, again.Info.PinState);
    }

    [Fact]
    public async Task A_finalized_module_is_not_finalized_again_on_dispose()
    {
        using HookedToken fixture = new();
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.FinalizeByOthers();
        await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));

        await token.DisposeAsync();
        await provider.DisposeAsync();

        Assert.Equal(0, fixture.Module.Stops);
        Assert.Equal(1, fixture.Module.Forgotten);
    }
}
