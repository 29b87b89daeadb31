using BioToken.Errors;
using BioToken.Modules;
using BioToken.Simulator;
using BioToken.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BioToken.Tests.DependencyInjection;

public sealed class ServiceCollectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddSimulator_brings_a_provider_that_lists_simulated_tokens()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-hsm", Label = "DI" });
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens()
            .AddSimulator(simulator).Services.BuildServiceProvider();

        IBioTokenProvider provider = services.GetRequiredService<IBioTokenProvider>();

        BioTokenInfo token = Assert.Single(await provider.ListAsync(Token));
        Assert.Equal("bio-hsm", token.Vendor.Id);
        Assert.True(token.IsSimulated);
        Assert.Same(provider, services.GetRequiredService<IBioTokenProvider>());
    }

    [Fact]
    public async Task AddBioTokens_alone_simulates_nothing()
    {
        await using ServiceProvider services = new ServiceCollection().AddBioTokens().Services.BuildServiceProvider();

        Assert.Empty(await services.GetRequiredService<IBioTokenProvider>().ListAsync(Token));
    }

    [Fact]
    public async Task Registering_everything_twice_is_harmless()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-hsm", Label = "DI" });
        ServiceCollection collection = new();
        for (int i = 0; i < 2; i++)
            collection.AddBioTokens().AddModule("/nowhere/libmissing.so").AddSimulator(simulator);
        await using ServiceProvider services = collection.BuildServiceProvider();

        BioTokenOptions options = services.GetRequiredService<IOptions<BioTokenOptions>>().Value;
        TokenScan scan = await services.GetRequiredService<IBioTokenProvider>().ScanAsync(Token);

        Assert.Single(services.GetServices<IBioTokenProvider>());
        Assert.Single(options.ModulePaths);
        Assert.Single(options.Modules);
        Assert.Single(scan.Tokens);
        Assert.Single(scan.Skipped);
    }

    [Fact]
    public async Task Options_come_from_the_configuration()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(ConfigurationOf(
                ("ModulePaths:0", "/usr/lib/libdriver.so"),
                ("IncludeVendorModules", "false"),
                ("ListTimeout", "00:00:20"),
                ("AllowFinalPinAttempt", "true")))
            .Configure(options => options.ListTimeout += TimeSpan.FromSeconds(1))
            .Services.BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();
        BioTokenOptions options = services.GetRequiredService<IOptions<BioTokenOptions>>().Value;

        Assert.Equal(["/usr/lib/libdriver.so"], options.ModulePaths);
        Assert.False(options.IncludeVendorModules);
        Assert.True(options.AllowFinalPinAttempt);
        Assert.Equal(TimeSpan.FromSeconds(21), options.ListTimeout);
    }

    [Theory]
    [InlineData("ModulePath", "/usr/lib/libdriver.so", "ModulePath")]
    [InlineData("ListTimeout", "soon", "ListTimeout")]
    [InlineData("ListTimeout", "-1", "ListTimeout")]
    [InlineData("ModulePaths:0", "libdriver.so", "libdriver.so")]
    public async Task A_configuration_that_says_nothing_sensible_is_refused_when_the_host_starts(string key, string value, string named)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(ConfigurationOf((key, value))).Services.BuildServiceProvider();

        Exception e = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, e.ToString(), StringComparison.Ordinal);
    }

    private static IConfiguration ConfigurationOf(params (string Key, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    [Fact]
    public async Task Options_that_cannot_work_are_refused()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(options => options.FingerprintTimeout = TimeSpan.Zero).Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IBioTokenProvider>());
    }

    [Fact]
    public async Task Paths_of_another_system_keep_nobody_from_a_simulator()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "DI", Pin = Tests.Contract.ContractToken.Pin });
        // The paths that a program uses on Windows. On Windows, the paths for Linux, so that the paths never exist.
        (string module, string journal) = OperatingSystem.IsWindows()
            ? ("/usr/lib/libdriver.so", "/var/lib/bid/journal")
            : (@"C:\Windows\System32\FP_HSM.dll", @"C:\ProgramData\Bid\journal");
        await using ServiceProvider services = new ServiceCollection()
            .AddBioTokens(options => { options.ModulePaths.Add(module); options.JournalDirectory = journal; })
            .AddSimulator(simulator)
            .Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        IBioTokenProvider provider = services.GetRequiredService<IBioTokenProvider>();

        TokenScan scan = await provider.ScanAsync(Token);
        await using IBioToken token = await provider.OpenAsync(Assert.Single(scan.Tokens), Token);
        await Tests.Contract.ContractToken.LoginAsync(token, Tests.Contract.ContractToken.Pin);
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            async () => await token.WriteAsync(TestIdentities.New(), Tests.Contract.ContractToken.Writing, cancellationToken: Token));

        SkippedSource skipped = Assert.Single(scan.Skipped);
        Assert.Equal(BioTokenError.ModuleNotFound, skipped.Problem.Reason);
        Assert.Contains(module, skipped.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(BioTokenError.JournalUnusable, e.Reason);
        Assert.Empty(await provider.ListInterruptedWritesAsync(Token));
        Assert.False(Directory.Exists(journal));
    }

    [Theory]
    [InlineData("FP_HSM.dll", null, 1, 1)]
    [InlineData(null, "journal", 1, 1)]
    [InlineData(null, null, 0, 1)]
    [InlineData(null, null, 1, 0)]
    [InlineData(null, null, 1, -2)]
    public async Task Options_that_can_work_nowhere_are_refused_when_the_host_starts(
        string? module, string? journal, int patience, int timeout)
    {
        await using ServiceProvider services = new ServiceCollection().AddBioTokens(options =>
        {
            if (module is not null)
                options.ModulePaths.Add(module);
            options.JournalDirectory = journal ?? options.JournalDirectory;
            options.FingerprintTimeout = TimeSpan.FromSeconds(patience);
            options.ListTimeout = TimeSpan.FromSeconds(timeout);
        }).Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public async Task A_token_that_another_provider_listed_is_not_opened()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-hsm", Label = "DI" });
        SimulatedTokenModule module = new(simulator);
        await using BioTokenProvider one = new(new BioTokenOptions { IncludeVendorModules = false, Modules = { module } });
        await using BioTokenProvider other = new(new BioTokenOptions { IncludeVendorModules = false, Modules = { module } });
        BioTokenInfo listed = Assert.Single(await one.ListAsync(Token));

        await Assert.ThrowsAsync<ArgumentException>("token", () => other.OpenAsync(listed, Token));
        await Assert.ThrowsAsync<ArgumentException>("token", () => one.OpenAsync(BioTokenModelFactory.BioTokenInfo(), Token));
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
            IncludeVendorModules = false,
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

        Assert.Equal(BioTokenError.ModuleNotFound, e.Reason);
    }
}
