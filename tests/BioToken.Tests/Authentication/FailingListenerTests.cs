using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Signing;
using BioToken.Tests.Support;

namespace BioToken.Tests.Authentication;

/// <summary>A listener of prompts that fails.</summary>
public sealed class FailingListenerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wrong", FingerprintPromptKind.LiftFinger, AuthenticationFailure.FingerprintMismatch)]
    [InlineData("wrong", FingerprintPromptKind.TryAgain, AuthenticationFailure.FingerprintMismatch)]
    [InlineData("wrong*5", FingerprintPromptKind.Blocked, AuthenticationFailure.FingerprintBlocked)]
    public async Task It_hides_no_failure_of_the_finger(string script, FingerprintPromptKind kind, AuthenticationFailure expected)
    {
        using HookedToken fixture = new("bio-hsm", script: script);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        for (int i = 1; expected == AuthenticationFailure.FingerprintBlocked && i < 5; i++)
            await Assert.ThrowsAsync<TokenAuthenticationException>(() => token.MatchFingerprintAsync(cancellationToken: Cancel));

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => token.MatchFingerprintAsync(FailingListener.At<FormatException>(kind), Cancel));

        Assert.Equal(expected, e.Failure);
    }

    [Fact]
    public async Task A_signature_that_it_stops_is_ended()
    {
        using HookedToken fixture = new("asam2072fp");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAuthenticatedAsync(provider);
        TokenIdentity identity = await HookedToken.WriteIdentityAsync(token);
        SignOptions options = new() { Identity = identity };
        List<CKR> results = [];
        fixture.Module.After = (_, result) =>
        {
            results.Add(result);
            return result;
        };

        await Assert.ThrowsAsync<FormatException>(
            () => token.SignAsync(new byte[3], options, FailingListener.At<FormatException>(FingerprintPromptKind.PlaceFinger), Cancel));
        await token.SignAsync(new byte[3], options, cancellationToken: Cancel);

        Assert.DoesNotContain(CKR.OPERATION_ACTIVE, results);
    }
}
