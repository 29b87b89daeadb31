using BioToken.Errors;
using BioToken.Npki.Identities;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Tests.OtherLibraries;

/// <summary>Pkcs11Interop and BioToken using the same module in one process (SoftHSM2).</summary>
public sealed class Pkcs11InteropTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_module_that_Pkcs11Interop_finalizes_is_told_and_started_again()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);

        InteropLibrary.Load(SoftHsmStore.LibraryPath!).Dispose();
        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(
            () => token.SignAsync(new byte[] { 1 }, cancellationToken: Token));

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
        Assert.Equal(BioToken.Pkcs11.Constants.CKR.CRYPTOKI_NOT_INITIALIZED, e.Result);
        Assert.Equal(BioTokenState.ModuleStopped, token.State);
        await using IBioToken again = await fixture.OpenAuthenticatedAsync();
        Assert.NotEmpty(await again.SignAsync(new byte[] { 1 }, cancellationToken: Token));
    }

    [Fact]
    public async Task A_module_that_Pkcs11Interop_started_is_adopted_and_never_finalized_here()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        using IPkcs11Library theirs = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        await fixture.Provider.DisposeAsync();

        ISlot slot = theirs.GetSlotList(SlotsType.WithTokenPresent).First(s => s.GetTokenInfo().Label == "Contract");
        using ISession session = slot.OpenSession(SessionType.ReadOnly);

        // Our login has ended, and their module still works.
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }

    [Fact]
    public async Task A_module_that_was_adopted_is_our_own_after_its_owner_finalized_it()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        IPkcs11Library theirs = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        theirs.Dispose();

        await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));
        await using IBioToken again = await fixture.OpenAuthenticatedAsync();

        Assert.Equal(BioTokenState.ModuleStopped, token.State);
        Assert.Empty(await again.GetIdentitiesAsync(Token));
        await fixture.Provider.DisposeAsync();
        using IPkcs11Library later = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        ISlot slot = later.GetSlotList(SlotsType.WithTokenPresent).First(s => s.GetTokenInfo().Label == "Contract");
        using ISession session = slot.OpenSession(SessionType.ReadOnly);
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }

    [Fact]
    public async Task Two_providers_of_one_file_share_its_thread_and_one_leaves_the_others_login()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using TemporaryFolder folder = new();
        string link = folder["softhsm-by-another-name.so"];
        File.CreateSymbolicLink(link, SoftHsmStore.LibraryPath!);
        BioTokenProvider second = new(
            new BioTokenOptions { IncludeVendorModules = false, ModulePaths = { link }, JournalDirectory = TestJournal.Directory });
        BioTokenInfo listed = Assert.Single(await second.ListAsync(Token));
        IBioToken beside = await second.OpenAsync(listed, Token);

        Assert.Same(token.Info.Connection.Thread, listed.Connection.Thread);
        await second.DisposeAsync();

        Assert.Equal(BioTokenState.Closed, beside.State);
        using NpkiIdentity identity = TestIdentities.New();
        await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        Assert.NotEmpty(await token.SignAsync(new byte[] { 1 }, cancellationToken: Token));
    }

    [Fact]
    public async Task A_login_by_Pkcs11Interop_has_its_own_error()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        using IPkcs11Library theirs = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        ISlot slot = theirs.GetSlotList(SlotsType.WithTokenPresent).First(s => s.GetTokenInfo().Label == "Contract");
        using ISession session = slot.OpenSession(SessionType.ReadOnly);
        session.Login(CKU.CKU_USER, ContractToken.Pin);
        await using IBioToken token = await fixture.OpenAsync();

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));

        Assert.Equal(BioTokenError.LoggedInElsewhere, e.Reason);
        Assert.Equal(CKS.CKS_RO_USER_FUNCTIONS, session.GetSessionInfo().State);
        session.Logout();
        await ContractToken.LoginAsync(token, ContractToken.Pin);
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }
}
