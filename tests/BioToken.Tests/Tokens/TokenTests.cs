using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Tokens;

/// <summary>The arguments of an open token's members, how it is opened, and how long a signature waits for a finger.</summary>
public sealed class TokenTests
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_identity_is_named_and_nothing_is_written_or_erased()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity old = await HookedToken.WriteIdentityAsync(token);
        using NpkiIdentity identity = TestIdentities.New();
        (string Parameter, Func<Task> Call)[] uses =
        [
            ("identity", () => token.EraseAsync(null!, cancellationToken: Cancel)),
            ("identity", () => token.WriteAsync(null!, ContractToken.Writing, cancellationToken: Cancel)),
            ("old", () => token.ReplaceAsync(null!, identity, ContractToken.Writing, cancellationToken: Cancel)),
            ("identity", () => token.ReplaceAsync(old, null!, ContractToken.Writing, cancellationToken: Cancel)),
            ("identity", () => token.PlanWriteAsync(null!, cancellationToken: Cancel)),
            ("old", () => token.PlanReplaceAsync(null!, identity, cancellationToken: Cancel)),
            ("identity", () => token.PlanReplaceAsync(old, null!, cancellationToken: Cancel)),
            ("identity", () => token.PlanEraseAsync(null!, Cancel)),
        ];

        foreach ((string parameter, Func<Task> call) in uses)
            await Assert.ThrowsAsync<ArgumentNullException>(parameter, call);

        Assert.Equal(old.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Cancel)).SerialNumber);
    }

    [Fact]
    public async Task SignAsync_without_a_padding_names_the_options()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);

        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
            "options", () => token.SignAsync(new byte[] { 1 }, new SignOptions { Padding = null! }, cancellationToken: Cancel));

        Assert.Contains("The padding null is not supported", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_of_another_token_object_is_refused_before_anything_else()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken other = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity foreign = await HookedToken.WriteIdentityAsync(other);
        using NpkiIdentity identity = TestIdentities.New();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Func<Task>[] uses =
        [
            () => token.SignAsync(new byte[] { 1 }, new SignOptions { Identity = foreign }, cancellationToken: Cancel),
            () => token.EraseAsync(foreign, cancellationToken: Cancel),
            () => token.ReplaceAsync(foreign, identity, ContractToken.Writing, cancellationToken: Cancel),
            () => token.PlanEraseAsync(foreign, Cancel),
            () => token.PlanReplaceAsync(foreign, identity, ContractToken.Writing, Cancel),
        ];

        foreach (Func<Task> use in uses)
        {
            InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(use);
            Assert.Contains("read from another token", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_that_is_opened_when_nobody_waits_any_more_is_closed_again()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        BioTokenInfo info = (await provider.ListAsync(Cancel))[0];
        using GatedCall opening = new(fixture.Module, "C_OpenSession");
        using CancellationTokenSource cancellation = new();
        Task<IBioToken> late = provider.OpenAsync(info, cancellation.Token);
        opening.WaitUntilInside();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);

        opening.Open();
        await provider.ListAsync(Cancel);

        Assert.Single(fixture.Module.Calls, "C_CloseSession");
    }

    [Fact]
    public async Task A_token_whose_objects_cannot_be_compared_with_an_interrupted_write_is_closed_again()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using (IBioToken interrupted = await HookedToken.OpenAuthenticatedAsync(provider))
        {
            fixture.Module.Before = static function => function is "C_Sign" or "C_DestroyObject" ? CKR.FUNCTION_FAILED : null;
            await Assert.ThrowsAsync<CertificateWriteException>(() => HookedToken.WriteIdentityAsync(interrupted));
            Assert.NotNull(await interrupted.Recovery.GetInterruptedWriteAsync(Cancel));
        }

        int before = fixture.Module.Calls.Count;
        // Not a return value: the module, which is .NET code here, has an error of its own.
        fixture.Module.Before = static function => function == "C_FindObjectsInit" ? throw new InvalidTimeZoneException() : null;

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => HookedToken.OpenAsync(provider));

        Assert.Single(fixture.Module.Calls.Skip(before), "C_OpenSession");
        Assert.Single(fixture.Module.Calls.Skip(before), "C_CloseSession");
    }

    [Fact]
    public async Task A_signature_waits_for_its_finger_no_longer_than_the_options_allow()
    {
        using HookedToken fixture = new("asam2072fp");
        await using BioTokenProvider provider = fixture.NewProvider(options => options.FingerprintTimeout = TimeSpan.FromSeconds(1));
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        using GatedCall finger = new(fixture.Module, "C_Login(NULL)");

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => token.SignAsync(new byte[] { 1 }, new SignOptions { Identity = identity }, cancellationToken: Cancel)
                .WaitAsync(Promptly, Cancel));

        Assert.Equal(AuthenticationFailure.FingerprintTimeout, e.Failure);
    }

    [Fact]
    public async Task A_caller_that_cancels_does_not_wait_for_the_finger_of_its_signature()
    {
        using HookedToken fixture = new("asam2072fp");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        using CancellationTokenSource cancellation = new();
        using GatedCall finger = new(fixture.Module, "C_Login(NULL)");
        Task<byte[]> signature = token.SignAsync(
            new byte[] { 1 }, new SignOptions { Identity = identity }, cancellationToken: cancellation.Token);
        finger.WaitUntilInside();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signature.WaitAsync(Promptly, Cancel));
    }
}
