using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Tests.Contract;
using BioToken.Vendors;

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
        Told told = new();

        await ContractToken.LoginAsync(token, ContractToken.Pin, told);

        Assert.Equal([FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.Matched], told.Kinds);
    }

    [Theory]
    [MemberData(nameof(AskingInside))]
    public async Task A_finger_that_does_not_match_is_asked_for_lifted_and_counted(string vendor)
    {
        using HookedToken fixture = new(vendor, script: "wrong");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Told told = new();

        TokenAuthenticationException e = await Assert.ThrowsAsync<TokenAuthenticationException>(
            () => ContractToken.LoginAsync(token, ContractToken.Pin, told));

        Assert.Equal(AuthenticationFailure.FingerprintMismatch, e.Failure);
        Assert.Equal([FingerprintPromptKind.PlaceFinger, FingerprintPromptKind.LiftFinger, FingerprintPromptKind.TryAgain], told.Kinds);
        Assert.Equal(e.AttemptsRemaining, told.Prompts[^1].AttemptsRemaining);
        Assert.NotNull(e.AttemptsRemaining);
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("bio-seal")]
    [InlineData("asam2072fp")]
    public async Task A_login_that_asks_for_no_finger_tells_nothing(string vendor)
    {
        using HookedToken fixture = new(vendor);
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        Told told = new();

        await ContractToken.LoginAsync(token, ContractToken.Pin, told);

        Assert.Empty(told.Prompts);
    }

    private sealed class Told : IProgress<FingerprintPrompt>
    {
        public List<FingerprintPrompt> Prompts { get; } = [];

        public IEnumerable<FingerprintPromptKind> Kinds => Prompts.Select(p => p.Kind);

        public void Report(FingerprintPrompt value) => Prompts.Add(value);
    }
}
