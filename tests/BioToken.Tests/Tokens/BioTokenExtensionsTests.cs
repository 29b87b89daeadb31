using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Tests.Contract;
using BioToken.Tokens;
using BioToken.Vendors;
using Moq;

namespace BioToken.Tests.Tokens;

public sealed class BioTokenExtensionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("generic")]
    [InlineData("bio-seal")]
    [InlineData("bio-hsm")]
    [InlineData("smart-bt")]
    [InlineData("asam2072fp")]
    public async Task AuthenticateAsync_does_the_steps_of_every_token_and_none_twice(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using Pin pin = Pin.FromText(ContractToken.Pin);

        await token.AuthenticateAsync(pin, cancellationToken: Cancel);
        await token.AuthenticateAsync(pin, cancellationToken: Cancel);

        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Single(fixture.Module.Calls, "C_Login");
    }

    [Theory]
    [InlineData("bio-seal")]
    [InlineData("bio-hsm")]
    public async Task AuthenticateAsync_goes_on_at_the_step_that_failed(string vendor)
    {
        using HookedToken fixture = new(vendor, script: "wrong, right");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using Pin pin = Pin.FromText(ContractToken.Pin);

        await Assert.ThrowsAsync<TokenAuthenticationException>(() => token.AuthenticateAsync(pin, cancellationToken: Cancel));
        await token.AuthenticateAsync(pin, cancellationToken: Cancel);

        Assert.Equal(BioTokenState.Authenticated, token.State);
        Assert.Single(fixture.Module.Calls, "C_Login");
    }

    [Fact]
    public async Task AuthenticateAsync_passes_its_arguments_to_each_step_of_a_mocked_token()
    {
        VendorProfile fingerFirst = VendorCatalog.Default.Profiles.First(
            profile => profile.AuthenticationSteps is [AuthenticationStep.Fingerprint, AuthenticationStep.Pin]);
        using Pin pin = Pin.FromText(ContractToken.Pin);
        using CancellationTokenSource cancellation = new();
        IProgress<FingerprintPrompt> prompts = Mock.Of<IProgress<FingerprintPrompt>>();
        Mock<IBioToken> token = new(MockBehavior.Strict);
        MockSequence order = new();
        token.Setup(t => t.Info).Returns(BioTokenModelFactory.BioTokenInfo(fingerFirst));
        token.Setup(t => t.State).Returns(BioTokenState.Open);
        token.InSequence(order).Setup(t => t.MatchFingerprintAsync(prompts, cancellation.Token)).Returns(Task.CompletedTask);
        token.InSequence(order).Setup(t => t.LoginAsync(pin, prompts, cancellation.Token)).Returns(Task.CompletedTask);

        await token.Object.AuthenticateAsync(pin, prompts, cancellation.Token);

        token.VerifyAll();
        await Assert.ThrowsAsync<ArgumentNullException>(
            "token", () => ((IBioToken)null!).AuthenticateAsync(pin, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>("pin", () => token.Object.AuthenticateAsync(null!, cancellationToken: Cancel));
    }
}
