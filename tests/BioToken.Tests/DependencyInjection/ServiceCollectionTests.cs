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
    public async Task Paths_of_another_system_keep_nobody_from_a_simulator()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "DI", Pin = Contract.ContractToken.Pin });
        // As the program has it for Windows; on Windows, the paths of the other are those that lead nowhere.
        (string module, string journal) = OperatingSystem.IsWindows()
            ? ("/usr/lib/libdriver.so", "/var/lib/bid/journal")
            : (@"C:\Windows\System32\FP_HSM.dll", @"C:\ProgramData\Bid\journal");
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(options => { options.ModulePaths.Add(module); options.JournalDirectory = journal; })
            .AddBioTokenSimulator(simulator)
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        IBioTokenProvider provider = services.GetRequiredService<IBioTokenProvider>();

        TokenScan scan = await provider.ScanAsync(Token);
        await using IBioToken token = await provider.OpenAsync(Assert.Single(scan.Tokens), Token);
        await Contract.ContractToken.LoginAsync(token, Contract.ContractToken.Pin);
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            async () => await token.WriteAsync(TestIdentities.New(), Contract.ContractToken.Writing, cancellationToken: Token));

        SkippedSource skipped = Assert.Single(scan.Skipped);
        Assert.Equal(BioTokenError.ModuleNotFound, skipped.Reason.Error);
        Assert.Contains(module, skipped.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(BioTokenError.JournalUnusable, e.Error);
        Assert.Empty(await provider.ListUnfinishedAsync(Token));
        Assert.False(Directory.Exists(journal));
    }

    [Theory]
    [InlineData("FP_HSM.dll", null, 1, 1)]
    [InlineData(null, "journal", 1, 1)]
    [InlineData(null, null, 0, 1)]
    [InlineData(null, null, 1, 0)]
    [InlineData(null, null, 1, -2)]
    public async Task Options_that_can_work_nowhere_are_refused_when_the_host_starts(string? module, string? journal, int patience, int timeout)
    {
        await using ServiceProvider services = new ServiceCollection().AddBioTokens(options =>
        {
            if (module is not null)
                options.ModulePaths.Add(module);
            options.JournalDirectory = journal ?? options.JournalDirectory;
            options.FingerprintPatience = TimeSpan.FromSeconds(patience);
            options.ListTimeout = TimeSpan.FromSeconds(timeout);
        }).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
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
