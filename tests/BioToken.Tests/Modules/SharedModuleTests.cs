using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;

namespace BioToken.Tests.Modules;

/// <summary>Several providers in one process that use the same module.</summary>
public sealed class SharedModuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_providers_call_one_module_on_one_thread_and_never_at_the_same_time()
    {
        using HookedToken fixture = new();
        fixture.Module.After = static (_, result) =>
        {
            Thread.Yield();
            return result;
        };
        await using BioTokenProvider first = fixture.NewProvider();
        await using BioTokenProvider second = fixture.NewProvider();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).ListAsync(Token)));

        Assert.Equal(1, fixture.Module.Threads);
        Assert.Equal(1, fixture.Module.MostInside);
        Assert.Equal(1, fixture.Module.Starts);
    }

    [Fact]
    public async Task Dispose_of_one_provider_logs_out_and_closes_and_leaves_the_module_running_for_the_other()
    {
        using HookedToken fixture = new();
        BioTokenProvider first = fixture.NewProvider();
        await using BioTokenProvider second = fixture.NewProvider();
        IBioToken ofFirst = await HookedToken.OpenAuthenticatedAsync(first);
        await using IBioToken ofSecond = await HookedToken.OpenAsync(second);

        await first.DisposeAsync();

        Assert.Equal("C_Logout C_CloseSession", string.Join(' ', fixture.Module.Calls.TakeLast(2)));
        Assert.Equal(0, fixture.Module.Stops);
        Assert.Equal(BioTokenState.Closed, ofFirst.State);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ofFirst.GetIdentitiesAsync(Token));
        Assert.Equal(BioTokenState.Open, ofSecond.State);
        await Tests.Contract.ContractToken.AuthenticateAsync(ofSecond);
        Assert.Empty(await ofSecond.GetIdentitiesAsync(Token));
    }

    [Fact]
    public async Task Dispose_of_the_last_provider_stops_the_module_and_ends_its_thread()
    {
        using HookedToken fixture = new();
        BioTokenProvider first = fixture.NewProvider();
        BioTokenProvider second = fixture.NewProvider();
        ModuleThread thread = (await first.ListAsync(Token))[0].Connection.Thread;
        await second.ListAsync(Token);

        await first.DisposeAsync();
        Assert.False(thread.Ended.IsCompleted);
        Assert.Equal(0, fixture.Module.Stops);
        await second.DisposeAsync();

        Assert.True(thread.Ended.IsCompleted);
        Assert.Equal(1, fixture.Module.Stops);
    }

    [Fact]
    public async Task A_provider_that_comes_while_the_module_is_being_stopped_starts_it_again_on_the_same_thread()
    {
        using HookedToken fixture = new();
        for (int i = 0; i < 50; i++)
        {
            BioTokenProvider old = fixture.NewProvider();
            await old.ListAsync(Token);
            Task disposal = old.DisposeAsync().AsTask();
            await using BioTokenProvider next = fixture.NewProvider();
            Assert.Single(await next.ListAsync(Token));
            await disposal;
            Assert.Single(await next.ListAsync(Token));
        }

        Assert.Equal(1, fixture.Module.MostInside);
    }

    [Fact]
    public async Task A_provider_that_is_disposed_several_times_at_once_is_counted_once()
    {
        using HookedToken fixture = new();
        BioTokenProvider first = fixture.NewProvider();
        await using BioTokenProvider second = fixture.NewProvider();
        await first.ListAsync(Token);
        await second.ListAsync(Token);
        using Barrier together = new(4);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            together.SignalAndWait(TimeSpan.FromSeconds(10));
            first.Dispose();
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(0, fixture.Module.Stops);
        Assert.Single(await second.ListAsync(Token));
        Assert.Equal(1, fixture.Module.Starts);
    }

    [Fact]
    public async Task One_file_has_one_thread_whatever_its_path_is_called()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("module.so", [1]);
        string link = folder["linked-module.so"];
        File.CreateSymbolicLink(link, file);

        SharedModule direct = ModuleRegistry.Acquire(new NativeTokenModule(file));
        SharedModule linked = ModuleRegistry.Acquire(new NativeTokenModule(link));
        try
        {
            Assert.Same(direct, linked);
        }
        finally
        {
            await direct.Thread.RunAsync(() => ModuleRegistry.Release(direct, static _ => { }), Token);
            await linked.Thread.RunAsync(() => ModuleRegistry.Release(linked, static _ => { }), Token);
        }

        await direct.Thread.Ended.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task A_module_that_is_named_twice_lists_its_tokens_once()
    {
        using HookedToken fixture = new();
        await using BioTokenProvider provider = fixture.NewProvider(options => options.Modules.Add(fixture.Module));

        Assert.Single(await provider.ListAsync(Token));
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("bio-hsm")]
    public async Task Login_while_another_provider_is_logged_in_has_its_own_error_and_leaves_that_login(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider first = fixture.NewProvider();
        await using BioTokenProvider second = fixture.NewProvider();
        await using IBioToken owner = await HookedToken.OpenAuthenticatedAsync(first);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(owner);
        await using IBioToken other = await HookedToken.OpenAsync(second);

        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(() => Tests.Contract.ContractToken.AuthenticateAsync(other));

        Assert.Equal(BioTokenError.LoggedInElsewhere, e.Reason);
        Assert.Equal(CKR.USER_ALREADY_LOGGED_IN, e.Result);
        Assert.Equal(BioTokenState.Authenticated, owner.State);
        Assert.True(await HookedToken.SignsAsync(owner, identity, [1, 2, 3]));
        await owner.LogoutAsync(Token);
        await Tests.Contract.ContractToken.AuthenticateAsync(other);
        Assert.Equal(BioTokenState.Authenticated, other.State);
    }

    [Fact]
    public async Task Dispose_is_bounded_while_the_module_hangs_and_a_new_provider_does_not_call_beside_it()
    {
        using HookedToken fixture = new();
        using ManualResetEventSlim hung = new();
        using ManualResetEventSlim release = new();
        BioTokenProvider first = fixture.NewProvider();
        IReadOnlyList<BioTokenInfo> tokens = await first.ListAsync(Token);
        IBioToken token = await first.OpenAsync(tokens[0], Token);
        fixture.Module.Before = _ =>
        {
            hung.Set();
            release.Wait(TimeSpan.FromSeconds(30));
            return null;
        };
        Task<IReadOnlyList<BioTokenInfo>> list = first.ListAsync(Token);
        hung.Wait(TimeSpan.FromSeconds(10), Token);

        await first.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(BioTokenState.Closed, token.State);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => token.GetIdentitiesAsync(Token));
        await using BioTokenProvider second = fixture.NewProvider(o => o.ListTimeout = TimeSpan.FromMilliseconds(200));
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => second.ListAsync(Token));
        fixture.Module.Before = static _ => null;
        release.Set();

        Assert.Equal(BioTokenError.ModuleNotResponding, e.Reason);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => list);
        Assert.Single(await second.ListAsync(Token));
        Assert.Equal(1, fixture.Module.MostInside);
        Assert.Equal(1, fixture.Module.Threads);
    }
}
