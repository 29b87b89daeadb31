using System.Globalization;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace BioToken.Tests.Modules;

/// <summary>Synchronous disposal, and the culture of errors that are created on the module's thread.</summary>
public sealed class DisposalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_container_that_is_disposed_synchronously_closes_everything()
    {
        using HookedToken fixture = new("generic");
        ServiceProvider services = new ServiceCollection()
            .AddBioTokens(options => { options.IncludeVendorModules = false; options.Modules.Add(fixture.Module); })
            .Services.BuildServiceProvider();
        IBioTokenProvider provider = services.GetRequiredService<IBioTokenProvider>();
        IBioToken token = await provider.OpenAsync((await provider.ListAsync(Token))[0], Token);

        services.Dispose();

        Assert.Equal(1, fixture.Module.Stops);
        Assert.Equal(BioTokenState.Closed, token.State);
    }

    [Fact]
    public async Task Dispose_of_a_token_logs_out_and_closes()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);

        using (token)
            Assert.Equal(BioTokenState.Authenticated, token.State);

        Assert.Equal("C_Logout C_CloseSession", string.Join(' ', fixture.Module.Calls.TakeLast(2)));
        Assert.Equal(BioTokenState.Closed, token.State);
    }

    [Fact]
    public async Task Dispose_does_not_wait_for_a_context_that_waits_for_it()
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        // A user interface's context: posted work would run on the thread that is blocked in Dispose, so it never runs.
        Thread window = new(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverRuns());
            token.Dispose();
            provider.Dispose();
        });
        window.Start();

        Assert.True(window.Join(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, fixture.Module.Stops);
    }

    [Fact]
    public async Task Dispose_inside_a_progress_report_does_not_wait_for_itself()
    {
        using HookedToken fixture = new("smart-bt");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAsync(provider);
        DisposeAt disposing = new(token);

        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => Tests.Contract.ContractToken.LoginAsync(token, Tests.Contract.ContractToken.Pin, disposing).WaitAsync(
                TimeSpan.FromSeconds(20), Token));

        Assert.Equal(BioTokenState.Closed, token.State);
        Assert.Single(await provider.ListAsync(Token));
        Assert.Contains("C_Logout", fixture.Module.Calls, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Dispose_of_a_token_is_bounded_while_its_module_hangs()
    {
        using HookedToken fixture = new("generic");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = _ =>
        {
            inside.Set();
            release.Wait(TimeSpan.FromSeconds(60));
            return null;
        };
        Task<IReadOnlyList<TokenIdentity>> read = token.GetIdentitiesAsync(Token);
        inside.Wait(TimeSpan.FromSeconds(10), Token);

        await token.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token);
        release.Set();

        Assert.Empty(await read);
    }

    [Theory]
    [InlineData("ko", "연결")]
    [InlineData("en", "Reconnect")]
    public async Task Errors_of_the_module_use_the_callers_culture(string culture, string word)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.Before = function => function == "C_FindObjectsInit" ? CKR.FUNCTION_FAILED : null;

        CultureInfo before = CultureInfo.CurrentUICulture;
        Task<IReadOnlyList<TokenIdentity>> read;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            read = token.GetIdentitiesAsync(Token);
        }
        finally
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = before;
        }

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => read);
        Assert.Contains(word, e.Message, StringComparison.Ordinal);
    }

    private sealed class NeverRuns : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    private sealed class DisposeAt(IBioToken token) : IProgress<FingerprintPrompt>
    {
        public void Report(FingerprintPrompt value)
        {
            if (value.Kind == FingerprintPromptKind.PlaceFinger)
                token.Dispose();
        }
    }
}
