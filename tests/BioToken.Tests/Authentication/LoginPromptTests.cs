using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Tests.Contract;
using BioToken.Vendors;
using Moq;

namespace BioToken.Tests.Authentication;

/// <summary>Prompts of LoginAsync, for tokens that request the finger during the PIN login and for tokens that do not.</summary>
public sealed class LoginPromptTests
{
    public static TheoryData<string> AskingInside
        => [.. VendorCatalog.Default.Profiles.Where(p => p.FingerprintMethod == FingerprintMethod.InsidePinLogin).Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(AskingInside))]
    public async Task A_finger_that_matches_is_asked_for_lifted_and_confirmed(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Mock<IProgress<FingerprintPrompt>> listener = new();

        await ContractToken.LoginAsync(token, ContractToken.Pin, listener.Object);

        Assert.Equal([FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.Matched], KindsOf(listener));
    }

    [Theory]
    [MemberData(nameof(AskingInside))]
    public async Task A_finger_that_does_not_match_is_asked_for_lifted_and_counted(string vendor)
    {
        using HookedToken fixture = new(vendor, script: "wrong");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Mock<IProgress<FingerprintPrompt>> listener = new();

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.Pin, listener.Object));

        Assert.Equal(AuthenticationFailure.FingerprintMismatch, e.Failure);
        Assert.Equal([FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.TryAgain], KindsOf(listener));
        Assert.NotNull(e.AttemptsRemaining);
        listener.Verify(
            l => l.Report(It.Is<FingerprintPrompt>(
                p => p.Kind == FingerprintPromptKind.TryAgain && p.AttemptsRemaining == e.AttemptsRemaining)),
            Times.Once);
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("bio-seal")]
    [InlineData("asam2072fp")]
    public async Task A_login_that_asks_for_no_finger_prompts_for_nothing(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Mock<IProgress<FingerprintPrompt>> listener = new();

        await ContractToken.LoginAsync(token, ContractToken.Pin, listener.Object);

        listener.VerifyNoOtherCalls();
    }

    private static IEnumerable<FingerprintPromptKind> KindsOf(Mock<IProgress<FingerprintPrompt>> listener)
        => listener.Invocations.Select(call => ((FingerprintPrompt)call.Arguments[0]!).Kind);
}
