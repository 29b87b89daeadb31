using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;
using Microsoft.Extensions.Logging;

namespace BioToken.Tests.Sessions;

/// <summary>What the log says of an open token; event ids are stable.</summary>
public sealed class SessionLogTests : IAsyncDisposable
{
    private readonly HookedToken _fixture = new("generic");
    private readonly ListLogger _log = new();
    private readonly ILoggerFactory _factory;
    private readonly BioTokenProvider _provider;

    public SessionLogTests()
    {
        _factory = LoggerFactory.Create(builder => builder.AddProvider(_log));
        BioTokenOptions options = new()
        {
            IncludeVendorModules = false,
            Modules = { _fixture.Module },
            JournalDirectory = TestJournal.Directory,
        };
        _provider = new BioTokenProvider(options, _factory);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _factory.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task A_token_that_is_disposed_twice_is_closed_once()
    {
        IBioToken token = await HookedToken.OpenAsync(_provider);

        await token.DisposeAsync();
        await token.DisposeAsync();

        Assert.Equal(1, Count(11));
    }

    [Fact]
    public async Task A_removal_is_logged_with_the_call_that_noticed_it()
    {
        await using IBioToken token = await HookedToken.OpenAsync(_provider);
        _fixture.Module.Before = static function => function == "C_FindObjectsInit" ? CKR.DEVICE_REMOVED : null;

        await Assert.ThrowsAsync<BioTokenException>(() => token.GetIdentitiesAsync(Cancel));

        Assert.Equal(1, Count(12));
        Assert.Contains(_log.Entries, static entry => entry.Text.Contains("C_FindObjectsInit returned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_that_came_too_late_is_logged_as_undone()
    {
        await using IBioToken token = await HookedToken.OpenAsync(_provider);
        using GatedCall login = new(_fixture.Module, "C_Login");
        using CancellationTokenSource cancellation = new();
        using Pin pin = Pin.FromText(ContractToken.Pin);
        Task late = token.LoginAsync(pin, cancellationToken: cancellation.Token);
        login.WaitUntilInside();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        Assert.Equal(0, Count(22));

        login.Open();
        await token.GetUnreadableObjectsAsync(Cancel);

        Assert.Equal(1, Count(22));
    }

    [Fact]
    public async Task A_refused_login_after_which_the_flags_cannot_be_read_is_reported_as_what_it_is()
    {
        await using IBioToken token = await HookedToken.OpenAsync(_provider);
        bool isRefused = false;
        _fixture.Module.After = (function, result) =>
        {
            isRefused |= function == "C_Login";
            return isRefused && function.StartsWith("C_GetTokenInfo", StringComparison.Ordinal) ? CKR.FUNCTION_FAILED : result;
        };

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.WrongPin));

        Assert.Equal(AuthenticationFailure.PinIncorrect, e.Failure);
        Assert.Equal(1, Count(23));
    }

    [Fact]
    public async Task A_change_of_the_PIN_is_logged()
    {
        await using IBioToken token = await HookedToken.OpenAsync(_provider);
        using Pin current = Pin.FromText(ContractToken.Pin);
        using Pin changed = Pin.FromText("27182818");

        await token.ChangePinAsync(current, changed, Cancel);

        Assert.Equal(1, Count(24));
    }

    [Fact]
    public async Task A_decryption_is_logged()
    {
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(_provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        using RSA key = identity.GetKeyManagementRSAPrivateKey()!;
        byte[] encrypted = key.Encrypt([1, 2, 3], RSAEncryptionPadding.Pkcs1);
        Assert.Equal(0, Count(41));

        byte[] data = key.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1);

        Assert.Equal([1, 2, 3], data);
        Assert.Equal(1, Count(41));
    }

    private int Count(int id)
    {
        lock (_log.Entries)
            return _log.Entries.Count(entry => entry.Id.Id == id);
    }
}
