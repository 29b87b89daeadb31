using BioToken.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BioToken.Tests.DependencyInjection;

public sealed class ServiceCollectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddBioTokenSimulator_brings_a_provider_that_lists_simulated_tokens()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-hsm", Label = "DI" });
        await using ServiceProvider services = new ServiceCollection().AddBioTokenSimulator(simulator).BuildServiceProvider();

        IBioTokenProvider provider = services.GetRequiredService<IBioTokenProvider>();

        BioTokenInfo token = Assert.Single(await provider.ListAsync(Token));
        Assert.Equal("bio-hsm", token.Vendor.Id);
        Assert.True(token.IsSimulated);
        Assert.Same(provider, services.GetRequiredService<IBioTokenProvider>());
    }

    [Fact]
    public async Task AddBioTokens_alone_simulates_nothing()
    {
        await using ServiceProvider services = new ServiceCollection().AddBioTokens().BuildServiceProvider();

        Assert.Empty(await services.GetRequiredService<IBioTokenProvider>().ListAsync(Token));
    }

    [Fact]
    public async Task Options_that_cannot_work_are_refused()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(options => options.FingerprintPatience = TimeSpan.Zero).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IBioTokenProvider>());
    }

    [Fact]
    public void A_relative_module_path_is_refused()
        => Assert.Throws<ArgumentException>(() => BioTokenProvider.ForModule("FP_HSM.dll"));

    [Fact]
    public async Task One_module_that_cannot_be_loaded_does_not_hide_the_others()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-seal", Label = "Beside" });
        BioTokenOptions options = new()
        {
            FindVendorModules = false,
            ModulePaths = { "/nowhere/libmissing.so" },
            Modules = { new SimulatedTokenModule(simulator) },
        };
        await using BioTokenProvider provider = new(options);

        Assert.Single(await provider.ListAsync(Token));
    }

    [Fact]
    public async Task A_module_that_is_alone_and_missing_is_an_error()
    {
        await using BioTokenProvider provider = BioTokenProvider.ForModule("/nowhere/libmissing.so");

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => provider.ListAsync(Token));

        Assert.Equal(BioTokenError.ModuleNotFound, e.Error);
    }
}
