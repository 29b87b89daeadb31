using BioToken.Authentication;
using BioToken.Simulator;
using BioToken.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BioToken.Tests.DependencyInjection;

/// <summary>Options that cannot work are refused when the provider is created, since a configuration can set all of them.</summary>
public sealed class BioTokenOptionsTests
{
    public static TheoryData<string> Faults => [.. Settings.Keys];

    private static Dictionary<string, Action<BioTokenOptions>> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["null among the paths"] = o => o.ModulePaths.Add(null!),
        ["empty path"] = o => o.ModulePaths.Add(""),
        ["path of blanks"] = o => o.ModulePaths.Add("  "),
        ["NUL in a path"] = o => o.ModulePaths.Add("/opt/a\0b.so"),
        ["null among the modules"] = o => o.Modules.Add(null!),
        ["no vendors"] = o => o.Vendors = null!,
        ["no journal"] = o => o.JournalDirectory = null!,
        ["NUL in the journal"] = o => o.JournalDirectory = "/var/a\0b",
        ["patience of zero"] = o => o.FingerprintTimeout = TimeSpan.Zero,
        ["negative patience"] = o => o.FingerprintTimeout = TimeSpan.FromTicks(-1),
        ["endless patience"] = o => o.FingerprintTimeout = Timeout.InfiniteTimeSpan,
        ["patience beyond all timers"] = o => o.FingerprintTimeout = TimeSpan.MaxValue,
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_provider_made_by_hand_refuses_it(string fault)
    {
        BioTokenOptions options = new() { IncludeVendorModules = false };
        Settings[fault](options);

        Assert.ThrowsAny<ArgumentException>(() => new BioTokenProvider(options));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_provider_from_services_refuses_it(string fault)
    {
        await using ServiceProvider services = new ServiceCollection().AddBioTokens(Settings[fault]).Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IBioTokenProvider>());
    }

    [Fact]
    public async Task The_longest_patience_that_is_accepted_works()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Label = "Patient", Pin = "12345678" });
        BioTokenOptions options = new()
        {
            IncludeVendorModules = false,
            FingerprintTimeout = TimeSpan.FromMilliseconds(int.MaxValue),
            Modules = { new SimulatedTokenModule(simulator) },
        };
        await using BioTokenProvider provider = new(options);
        BioTokenInfo found = Assert.Single(await provider.ListAsync(TestContext.Current.CancellationToken));
        await using IBioToken token = await provider.OpenAsync(found, TestContext.Current.CancellationToken);
        using Pin pin = Pin.FromText("12345678");
        await token.LoginAsync(pin, cancellationToken: TestContext.Current.CancellationToken);

        await token.MatchFingerprintAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(BioTokenState.Authenticated, token.State);
    }
}
