using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Authentication;

/// <summary>The token's state decides whether a login succeeded, and the final attempt is never used by accident.</summary>
public sealed class LoginEffectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_try_is_not_used_on_flags_that_another_token_object_has_changed()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IReadOnlyList<BioTokenInfo> listed = await provider.ListAsync(Cancel);
        await using IBioToken one = await provider.OpenAsync(listed[0], Cancel);
        await using IBioToken two = await provider.OpenAsync(listed[0], Cancel);
        int tries = 0;
        while (one.Info.PinState != PinState.FinalAttempt && tries++ < 20)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => ContractToken.LoginAsync(one, ContractToken.WrongPin));

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(two, ContractToken.WrongPin));

        Assert.Equal(AuthenticationFailure.FinalPinAttempt, e.Failure);
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_hide_a_login()
    {
        using HookedToken fixture = new("bio-hsm");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Exception? e = null;
        foreach (AuthenticationStep step in token.Info.AuthenticationSteps)
        {
            IProgress<FingerprintPrompt> listener = FailingListener.At<InvalidOperationException>(FingerprintPromptKind.Matched);
            e ??= await Record.ExceptionAsync(async () =>
            {
                if (step == AuthenticationStep.Pin)
                {
                    using Pin pin = Pin.FromText(ContractToken.Pin);
                    await token.LoginAsync(pin, listener, Cancel);
                }
                else
                    await token.MatchFingerprintAsync(listener, Cancel);
            });
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{token.Info.FingerprintMethod} {e}");
        if (token.State != BioTokenState.Authenticated)
            await ContractToken.AuthenticateAsync(token);
        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    // A login that takes effect and then reports an error.
    [Theory]
    [InlineData((ulong)CKR.GENERAL_ERROR)]
    [InlineData((ulong)CKR.FUNCTION_FAILED)]
    [InlineData((ulong)CKR.HOST_MEMORY)]
    [InlineData((ulong)CKR.OPERATION_ACTIVE)]
    [InlineData((ulong)CKR.SESSION_HANDLE_INVALID)]
    public async Task A_login_that_fails_after_its_effect_can_be_made_again(ulong result)
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.After = (f, r) => f == "C_Login" ? (CKR)result : r;
        Exception? first = await Record.ExceptionAsync(() => ContractToken.LoginAsync(token, ContractToken.Pin));
        fixture.Module.After = (_, r) => r;
        TestContext.Current.TestOutputHelper!.WriteLine(first?.GetType().Name + " " + first?.Message);
        IBioToken again = token.State == BioTokenState.Removed ? await HookedToken.OpenAsync(provider) : token;
        await ContractToken.LoginAsync(again, ContractToken.Pin);
        Assert.Equal(BioTokenState.Authenticated, again.State);
        Assert.Equal(2, fixture.Module.Calls.Count(c => c == "C_Login"));
    }

    [Fact]
    public async Task A_login_to_a_provider_that_is_disposed_meanwhile_leaves_no_module_running()
    {
        using HookedToken fixture = new("generic");
        BioTokenProvider provider = fixture.NewProvider();
        BioTokenInfo info = (await provider.ListAsync(Cancel))[0];
        SharedModule shared = info.Connection.Shared;
        Task disposal = provider.DisposeAsync().AsTask();
        await disposal;
        // A call that was queued on the thread at the same time as the release, and runs after it.
        Exception? e = await Record.ExceptionAsync(() => provider.OpenAsync(info, Cancel));
        Assert.IsType<ObjectDisposedException>(e);
        Assert.Equal(1, fixture.Module.Starts);
        _ = shared;
    }

    [Fact]
    public async Task What_is_canceled_before_its_turn_is_disposed_at_once()
    {
        using ModuleThread thread = new("x");
        using ManualResetEventSlim hang = new();
        Task<bool> hung = thread.RunAsync(() => { hang.Wait(Cancel); return true; }, Cancel);
        using CancellationTokenSource cancel = new();
        Flag flag = new();
        Task<bool> queued = thread.RunAsync(() => true, () => { }, flag, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        bool wasDisposed = flag.IsDisposed;
        hang.Set();
        await hung;
        Assert.True(wasDisposed);
    }

    private sealed class Flag : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    // A listener that calls back into the library.
    [Fact]
    public async Task A_listener_that_signs_on_the_modules_thread_is_an_error_and_no_deadlock()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        using NpkiIdentity more = TestIdentities.New("more");
        using RSA key = identity.GetRSAPrivateKey()!;
        Exception? inside = null;
        Calling listener = new(
            () => inside = Record.Exception(() => key.SignData(new byte[3], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));

        Task<TokenIdentity> write = token.WriteAsync(more, ContractToken.Writing, listener, Cancel);

        await write.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.IsType<InvalidOperationException>(inside);
    }

    private sealed class Calling(Action call) : IProgress<WriteProgress>
    {
        private bool _done;

        public void Report(WriteProgress value)
        {
            if (_done)
                return;
            _done = true;
            call();
        }
    }
}
