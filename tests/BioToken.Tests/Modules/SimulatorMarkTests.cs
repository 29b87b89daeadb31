using BioToken.Modules;
using BioToken.Tests.Fakes;
using BioToken.Tests.Support;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken.Tests.Modules;

public sealed class SimulatorMarkTests
{
    [Fact]
    public void Mark_gives_a_model_the_profile_in_use_and_its_counters()
    {
        SimulatorMark mark = SimulatorMark.Parse("""
            {"S BSEAL":{"id":"bio-seal","attemptCounters":{"featureType":1,"pinAttribute":2,"fingerprintAttribute":3,"outcomeAttribute":4}}}
            """)!;
        VendorCatalog vendors = VendorCatalog.Default.With("""[{ "id": "bio-seal", "displayName": "mine" }]""");

        VendorProfile profile = mark.Find("S BSEAL", vendors)!;

        Assert.Equal(("bio-seal", "mine", 1ul), (profile.Id, profile.DisplayName, profile.AttemptCounters!.FeatureType));
        Assert.Null(mark.Find("S BHSM", vendors));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"M\":null}")]
    [InlineData("{\"L\":{\"id\":\"bio-seal\"},\"M\":null}")]
    [InlineData("{\"M\":{\"id\":\"bio-seal\",\"unknown\":1}}")]
    [InlineData("{\"M\":{\"id\":\"bio-seal\",\"libraryMajorVersion\":777}}")]
    [InlineData("{\"M\":{\"id\":\"bio-seal\",\"returnValues\":{\"nonsense\":\"pinIncorrect\"}}}")]
    public void Text_that_is_no_mark_makes_no_token_a_simulated_one(string text) => Assert.Null(SimulatorMark.Parse(text));

    [Fact]
    public async Task Token_that_calls_itself_simulated_is_a_real_one_to_a_module_without_a_mark()
    {
        AlteredModule module = new(new FakeToken()) { TokenInfo = static (_, info) => info with { Model = "SIMULATED BSEAL" } };
        await using BioTokenProvider provider = new(new BioTokenOptions { IncludeVendorModules = false, Modules = { module } });

        BioTokenInfo token = Assert.Single(await provider.ListAsync(TestContext.Current.CancellationToken));

        Assert.Equal("SIMULATED BSEAL", token.Model);
        Assert.False(token.IsSimulated);
        Assert.Same(VendorCatalog.Generic, token.Vendor);
    }
}
