using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Npki.Identities;
using BioToken.Pkcs11Interop;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace BioToken.Tests.OtherLibraries;

/// <summary>A library that the application owns; its token's own behavior is what the contract suite runs on.</summary>
public sealed class Pkcs11LibraryModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_of_the_provider_leaves_the_library_to_its_owner()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        IPkcs11Library library = Library();
        using ISession session = OpenSession(library);

        await fixture.Provider.DisposeAsync();

        Assert.Equal(BioTokenState.Closed, token.State);
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
        await using BioTokenProvider again = NewProvider(library);
        Assert.Single(await again.ListAsync(Token));
    }

    [Fact]
    public async Task A_library_that_its_owner_disposes_first_stops_the_token()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        Library().Dispose();
        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));
        BioTokenException listed = await Assert.ThrowsAnyAsync<BioTokenException>(() => fixture.Provider.ListAsync(Token));

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
        Assert.Equal(BioTokenState.ModuleStopped, token.State);
        Assert.Equal(BioTokenError.ModuleInitializationFailed, listed.Reason);
        Assert.Contains(SoftHsmStore.LibraryPath!, listed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_library_that_is_loaded_anew_keeps_its_sessions_and_login(bool isProviderDisposed)
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        await token.GetIdentitiesAsync(Token);
        Library().Dispose();
        using IPkcs11Library anew = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        // The module numbers its sessions from the beginning.
        ISession[] sessions = [.. Enumerable.Range(0, 6).Select(_ => OpenSession(anew))];
        sessions[0].Login(CKU.CKU_USER, ContractToken.Pin);

        if (!isProviderDisposed)
        {
            BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));
            Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
            BioTokenException listed = await Assert.ThrowsAnyAsync<BioTokenException>(() => fixture.Provider.ListAsync(Token));
            Assert.Contains("make a new Pkcs11LibraryModule", listed.Message, StringComparison.Ordinal);
            await token.DisposeAsync();
        }

        await fixture.Provider.DisposeAsync();

        Assert.All(sessions, static session => Assert.Equal(CKS.CKS_RO_USER_FUNCTIONS, session.GetSessionInfo().State));
        Array.ForEach(sessions, static session => session.Dispose());
    }

    [Fact]
    public async Task A_module_that_BioToken_initialized_before_is_the_librarys_afterwards()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        await fixture.FindAsync();
        using IPkcs11Library library = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        await using (BioTokenProvider attached = NewProvider(library))
            Assert.Single(await attached.ListAsync(Token));

        await fixture.Provider.DisposeAsync();

        using ISession session = OpenSession(library);
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }

    [Fact]
    public async Task A_module_that_the_library_initialized_before_keeps_running_without_BioTokens_login()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2");
        using IPkcs11Library library = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using ISession session = OpenSession(library);
        Assert.Equal(CKS.CKS_RO_USER_FUNCTIONS, session.GetSessionInfo().State);

        await fixture.Provider.DisposeAsync();

        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }

    [Fact]
    public async Task A_module_that_the_application_has_not_initialized_is_an_error_with_its_return_value()
    {
        string copy = Path.Combine(Directory.CreateTempSubdirectory("biotoken-").FullName, "copy.so");
        File.Copy(SoftHsmStore.LibraryPath!, copy);
        await using BioTokenProvider provider = new(new BioTokenOptions
        {
            IncludeVendorModules = false,
            Modules = { new Pkcs11LibraryModule(Mock.Of<IPkcs11Library>(), copy) },
        });

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => provider.ListAsync(Token));

        Assert.Equal((BioTokenError.ModuleInitializationFailed, (ulong)CKR.CKR_CRYPTOKI_NOT_INITIALIZED), (e.Reason, e.ReturnValue));
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    [Fact]
    public async Task Both_use_one_login()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAsync();
        using ISession session = OpenSession(Library());

        await ContractToken.LoginAsync(token, ContractToken.Pin);
        Assert.Equal(CKS.CKS_RO_USER_FUNCTIONS, session.GetSessionInfo().State);
        await token.DisposeAsync();
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }

    [Fact]
    public async Task A_logout_of_the_other_part_of_the_program_is_a_lost_login()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        using ISession session = OpenSession(Library());
        Func<Task>[] uses =
        [
            () => token.SignAsync(new byte[] { 1 }, cancellationToken: Token),
            () => token.SignAsync(new byte[] { 1 }, new SignOptions { Identity = written }, cancellationToken: Token),
            () => token.GetIdentitiesAsync(Token),
            () => token.EraseAsync(written, cancellationToken: Token),
            () => token.PlanEraseAsync(written, Token),
        ];
        foreach (Func<Task> use in uses)
        {
            session.Logout();

            BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(use);
            Assert.Equal(BioTokenError.LoginLost, e.Reason);
            Assert.Equal(BioTokenState.Open, token.State);
            await ContractToken.LoginAsync(token, ContractToken.Pin);
        }

        Assert.True(Assert.Single(await token.GetIdentitiesAsync(Token)).HasPrivateKey);
    }

    [Fact]
    public async Task A_key_that_stays_visible_does_not_hide_a_logout()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        IPkcs11Library library = Library();
        using ISession session = ContractSlot(library).OpenSession(SessionType.ReadWrite);
        IObjectAttributeFactory attributes = library.Factories.ObjectAttributeFactory;
        using IMechanism generation = library.Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS_KEY_PAIR_GEN);
        session.GenerateKeyPair(
            generation,
            [attributes.Create(CKA.CKA_MODULUS_BITS, 2048), attributes.Create(CKA.CKA_PRIVATE, value: false)],
            [attributes.Create(CKA.CKA_TOKEN, value: true), attributes.Create(CKA.CKA_PRIVATE, value: false)],
            out _,
            out _);
        session.Logout();

        Func<Task>[] uses = [() => token.GetIdentitiesAsync(Token), () => token.EraseAsync(written, cancellationToken: Token)];
        foreach (Func<Task> use in uses)
            Assert.Equal(BioTokenError.LoginLost, (await Assert.ThrowsAsync<BioTokenException>(use)).Reason);

        await ContractToken.LoginAsync(token, ContractToken.Pin);
        Assert.Equal(written.ObjectCount, Assert.Single(await token.GetIdentitiesAsync(Token)).ObjectCount);
    }

    [Fact]
    public async Task A_login_after_a_logout_of_the_other_part_of_the_program_succeeds()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using ISession session = OpenSession(Library());
        await Assert.ThrowsAsync<InvalidOperationException>(() => ContractToken.LoginAsync(token, ContractToken.Pin));

        session.Logout();
        await ContractToken.LoginAsync(token, ContractToken.Pin);

        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Equal(CKS.CKS_RO_USER_FUNCTIONS, session.GetSessionInfo().State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sessions_that_the_other_part_of_the_program_closed_are_not_called_unplugged(bool isLoginFirst)
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        Func<Task>[] calls = [() => token.GetIdentitiesAsync(Token), () => ContractToken.LoginAsync(token, ContractToken.Pin)];

        ContractSlot(Library()).CloseAllSessions();
        foreach (Func<Task> call in isLoginFirst ? calls.Reverse() : calls)
        {
            BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(call);

            Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
            Assert.Contains("although the token is plugged in", e.Message, StringComparison.Ordinal);
        }

        await using IBioToken again = await fixture.OpenAuthenticatedAsync();
        Assert.Equal(BioTokenState.Authenticated, again.State);
    }

    [Fact]
    public async Task A_library_whose_path_is_named_too_is_listed_once_and_stays_its_owners()
    {
        await using ContractToken fixture = Backends.Create("SoftHSM2 by Pkcs11Interop");
        string link = Path.Combine(Directory.CreateTempSubdirectory("biotoken-").FullName, "link.so");
        File.CreateSymbolicLink(link, SoftHsmStore.LibraryPath!);
        BioTokenOptions options = NewOptions(Library());
        options.Modules.Add(new Pkcs11LibraryModule(Library(), SoftHsmStore.LibraryPath!));
        options.ModulePaths.Add(SoftHsmStore.LibraryPath!);
        options.ModulePaths.Add(link);
        options.ModulePaths.Add("/nowhere/module.so");
        options.ModulePaths.Add(@"C:\nowhere\module.dll");
        await using (BioTokenProvider provider = new(options))
        {
            TokenScan scan = await provider.ScanAsync(Token);

            Assert.Single(scan.Tokens);
            Assert.Equal(["/nowhere/module.so", @"C:\nowhere\module.dll"], [.. scan.Skipped.Select(skipped => skipped.Module)]);
        }

        using ISession session = OpenSession(Library());
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
        Directory.Delete(Path.GetDirectoryName(link)!, recursive: true);
    }

    [Fact]
    public void AddPkcs11Library_adds_a_library_once()
    {
        using SoftHsmStore store = new();
        using IPkcs11Library library = InteropLibrary.Load(SoftHsmStore.LibraryPath!);
        ServiceCollection services = new();

        services.AddBioTokens().AddPkcs11Library(library, "/opt/one.so").AddPkcs11Library(library, "/opt/one.so");

        using ServiceProvider provider = services.BuildServiceProvider();
        Pkcs11LibraryModule module = Assert.IsType<Pkcs11LibraryModule>(
            Assert.Single(provider.GetRequiredService<IOptions<BioTokenOptions>>().Value.Modules));
        Assert.Same(library, module.Library);
        Assert.Equal("/opt/one.so", module.Name);
        Assert.Throws<ArgumentException>(() => new Pkcs11LibraryModule(library, "one.so"));
    }

    private static BioTokenProvider NewProvider(IPkcs11Library library) => new(NewOptions(library));

    private static BioTokenOptions NewOptions(IPkcs11Library library) => new()
    {
        IncludeVendorModules = false,
        Modules = { new Pkcs11LibraryModule(library, SoftHsmStore.LibraryPath!) },
        JournalDirectory = TestJournal.Directory,
    };

    private static IPkcs11Library Library() => InteropLibrary.LatestOf(SoftHsmStore.LibraryPath!);

    private static ISlot ContractSlot(IPkcs11Library library)
        => library.GetSlotList(SlotsType.WithTokenPresent).First(s => s.GetTokenInfo().Label == "Contract");

    private static ISession OpenSession(IPkcs11Library library) => ContractSlot(library).OpenSession(SessionType.ReadOnly);
}
