using BioToken.Identities;
using BioToken.Modules;
using BioToken.Npki.Identities;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace BioToken.Tests.Modules;

/// <summary>
/// Disposal releases callers that wait for a finger, for their turn or for a change, and does not itself wait for a finger.
/// </summary>
public sealed class ReleasedCallerTests
{
    // A tenth of the time-outs of the device and of the gate.
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("provider")]
    [InlineData("provider, synchronously")]
    [InlineData("container")]
    [InlineData("token")]
    public async Task Disposal_releases_a_fingerprint_match_and_undoes_it_when_the_finger_still_comes(string disposed)
    {
        using HookedToken fixture = new("bio-hsm");
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(options => { options.IncludeVendorModules = false; options.Modules.Add(fixture.Module); })
            .Services.BuildServiceProvider();
        BioTokenProvider provider = (BioTokenProvider)services.GetRequiredService<IBioTokenProvider>();
        IBioToken token = await HookedToken.OpenAsync(provider);
        ModuleThread thread = token.Info.Connection.Thread;
        using GatedCall finger = new(fixture.Module, "C_Login(NULL)");
        Task match = token.MatchFingerprintAsync(cancellationToken: Token);
        finger.WaitUntilInside();

        Task disposal = Task.Run(
            () => disposed switch
            {
                "provider" => provider.DisposeAsync().AsTask(),
                "container" => services.DisposeAsync().AsTask(),
                "token" => token.DisposeAsync().AsTask(),
                _ => Task.Run(provider.Dispose, Token),
            },
            Token);
        ObjectDisposedException e = await Assert.ThrowsAsync<ObjectDisposedException>(() => match.WaitAsync(Promptly, Token));
        await disposal.WaitAsync(Promptly, Token);
        Assert.Equal(0, fixture.Module.Stops);
        finger.Open();
        await provider.DisposeAsync();
        await thread.Ended.WaitAsync(Promptly, Token);

        Assert.Contains("Open the token again", e.Message, StringComparison.Ordinal);
        Assert.Equal(BioTokenState.Closed, token.State);
        Assert.Single(fixture.Module.Calls, "C_Logout");
        Assert.Equal(1, fixture.Module.Stops);
    }

    [Theory]
    [InlineData("smart-bt", "C_Login")]
    [InlineData("generic", "C_Login")]
    public async Task Disposal_releases_a_login(string vendor, string function)
    {
        using HookedToken fixture = new(vendor);
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAsync(provider);
        ModuleThread thread = token.Info.Connection.Thread;
        using GatedCall finger = new(fixture.Module, function);
        Task login = ContractToken.LoginAsync(token, ContractToken.Pin);
        finger.WaitUntilInside();

        Task disposal = provider.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => login.WaitAsync(Promptly, Token));
        await disposal.WaitAsync(Promptly, Token);
        finger.Open();
        await thread.Ended.WaitAsync(Promptly, Token);

        Assert.Single(fixture.Module.Calls, "C_Logout");
        Assert.Equal(1, fixture.Module.Stops);
    }

    [Fact]
    public async Task Disposal_releases_a_signature_and_what_is_queued_behind_it()
    {
        using HookedToken fixture = new("asam2072fp");
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        ModuleThread thread = token.Info.Connection.Thread;
        using GatedCall finger = new(fixture.Module, "C_Login(NULL)");
        Task<byte[]> signature = token.SignAsync(new byte[3], new SignOptions { Identity = identity }, cancellationToken: Token);
        finger.WaitUntilInside();
        Task[] queued =
        [
            token.GetIdentitiesAsync(Token),
            token.EraseAsync(identity, cancellationToken: Token),
            provider.ListAsync(Token),
            provider.OpenAsync(token.Info, Token),
        ];

        Task disposal = provider.DisposeAsync().AsTask();
        foreach (Task waiting in queued.Prepend(signature))
            await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Promptly, Token));
        await disposal.WaitAsync(Promptly, Token);
        finger.Open();
        await thread.Ended.WaitAsync(Promptly, Token);

        await using BioTokenProvider next = fixture.NewProvider();
        await using IBioToken again = await HookedToken.OpenAuthenticatedAsync(next);
        Assert.Single(await again.GetIdentitiesAsync(Token));
    }

    [Fact]
    public async Task Disposal_releases_a_write_that_waits_for_a_finger_and_the_write_goes_on()
    {
        using HookedToken fixture = new("asam2072fp");
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        ModuleThread thread = token.Info.Connection.Thread;
        using NpkiIdentity identity = TestIdentities.New();
        using GatedCall finger = new(fixture.Module, "C_Login(NULL)");
        Task<TokenIdentity> write = token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        finger.WaitUntilInside();

        Task disposal = provider.DisposeAsync().AsTask();
        ObjectDisposedException e = await Assert.ThrowsAsync<ObjectDisposedException>(() => write.WaitAsync(Promptly, Token));
        await disposal.WaitAsync(Promptly, Token);
        finger.Open();
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Contains("GetInterruptedWriteAsync", e.Message, StringComparison.Ordinal);
        await using BioTokenProvider next = fixture.NewProvider();
        await using IBioToken again = await HookedToken.OpenAuthenticatedAsync(next);
        Assert.Null(await again.Recovery.GetInterruptedWriteAsync(Token));
        Assert.Equal(7, Assert.Single(await again.GetIdentitiesAsync(Token)).ObjectCount);
    }

    [Fact]
    public async Task Disposal_before_the_finger_is_asked_for_releases_a_write_once_it_is()
    {
        using HookedToken fixture = new("asam2072fp");
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        using NpkiIdentity identity = TestIdentities.New();
        using GatedCall creation = new(fixture.Module, "C_CreateObject");
        Task<TokenIdentity> write = token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        creation.WaitUntilInside();

        Task disposal = provider.DisposeAsync().AsTask();
        Assert.False(write.IsCompleted);
        using GatedCall finger = new(fixture.Module, "C_Login(NULL)");
        creation.Open();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => write.WaitAsync(Promptly, Token));
        await disposal.WaitAsync(Promptly, Token);
    }

    [Fact]
    public async Task Disposal_ends_an_enumeration_of_changes()
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider provider = new(
            new BioTokenOptions { IncludeVendorModules = false, Modules = { fixture.Module }, JournalDirectory = TestJournal.Directory, ListTimeout = Timeout.InfiniteTimeSpan },
            time: new StoppedClock());
        await using IAsyncEnumerator<BioTokenChange> changes = provider.WatchAsync(Token).GetAsyncEnumerator(Token);
        Task<bool> next = changes.MoveNextAsync().AsTask();
        await provider.ListAsync(Token);
        using ManualResetEventSlim go = new();
        // The code after the enumeration does not run inside the disposing call.
        Task following = next.ContinueWith(
            _ => go.Wait(TimeSpan.FromSeconds(60)), Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        await Task.Run(() => provider.DisposeAsync().AsTask(), Token).WaitAsync(Promptly, Token);

        go.Set();
        await following;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WaitAsync(Promptly, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_opened_or_listed_for_a_provider_that_is_disposed_before_its_turn(bool isLast)
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider disposed = fixture.NewProvider();
        await using BioTokenProvider other = fixture.NewProvider();
        BioTokenInfo info = (await disposed.ListAsync(Token))[0];
        ModuleThread thread = info.Connection.Thread;
        if (!isLast)
            await other.ListAsync(Token);
        using GatedCall gate = new(fixture.Module, "C_GetSlotList(NULL)");
        Task<IReadOnlyList<BioTokenInfo>> before = (isLast ? disposed : other).ListAsync(Token);
        gate.WaitUntilInside();
        Task<IBioToken> opening = disposed.OpenAsync(info, Token);
        Task<TokenScan> listing = disposed.ScanAsync(Token);

        Task disposal = disposed.DisposeAsync().AsTask();
        int calls = fixture.Module.Calls.Count(call => call == "C_GetSlotList(NULL)");
        gate.Open();
        await disposal;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => opening.WaitAsync(Promptly, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => listing.WaitAsync(Promptly, Token));
        Assert.DoesNotContain("C_OpenSession", fixture.Module.Calls, StringComparer.Ordinal);
        Assert.Equal(calls, fixture.Module.Calls.Count(call => call == "C_GetSlotList(NULL)"));
        Assert.Equal((1, isLast ? 1 : 0, isLast), (fixture.Module.Starts, fixture.Module.Stops, thread.Ended.IsCompleted));
        if (isLast)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => before.WaitAsync(Promptly, Token));
        else
            Assert.Single(await before);
    }

    /// <summary>A clock whose timers never fire.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
