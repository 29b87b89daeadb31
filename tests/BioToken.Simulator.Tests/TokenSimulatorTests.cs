using System.Diagnostics;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class TokenSimulatorTests
{
    [Fact]
    public async Task DefaultDirectory_is_the_one_of_the_environment()
        => Assert.Equal(Path.GetFullPath("tokens"), await DefaultDirectory(("BIOTOKEN_SIMULATOR", "tokens")));

    [Fact]
    public async Task DefaultDirectory_without_a_named_one_is_in_the_users_data()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows names the directory of data itself.");
        Assert.Equal("/data/biotoken/simulator", await DefaultDirectory(("BIOTOKEN_SIMULATOR", null), ("XDG_DATA_HOME", "/data")));
        Assert.Equal(
            "/home/kim/.local/share/biotoken/simulator",
            await DefaultDirectory(("BIOTOKEN_SIMULATOR", " "), ("XDG_DATA_HOME", null), ("HOME", "/home/kim")));
    }

    [Theory]
    [InlineData("no-such-vendor")]
    [InlineData("")]
    public void CreateToken_of_an_unknown_vendor_lists_those_that_are(string vendor)
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        ArgumentException e = Assert.Throws<ArgumentException>(() => simulator.CreateToken(new SimulatedTokenOptions { Vendor = vendor }));
        Assert.Contains("bio-seal", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateToken_with_an_impossible_option_is_refused()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        SimulatedTokenOptions good = new() { Vendor = "bio-seal" };
        SimulatedTokenOptions[] bad =
        [
            good with { Pin = "1234567" },
            good with { SoPin = new string('1', 33) },
            good with { MaxPinAttempts = 0 },
            good with { MaxFingerprintAttempts = -1 },

            good with { MaxSoPinAttempts = 0 },
            good with { Memory = -1 },
            good with { MaxObjects = -1 },
            good with { FingerprintTimeout = TimeSpan.Zero },

            good with { Fingers = [0] }, good with { FingerprintGrace = TimeSpan.FromHours(2) },
        ];
        Assert.All(bad, options => Assert.Throws<ArgumentException>(() => simulator.CreateToken(options)));
        Assert.Throws<FormatException>(() => simulator.CreateToken(good with { Script = "left" }));
        Assert.Empty(simulator.Tokens);
    }

    [Fact]
    public void IsNamed_knows_a_label_that_had_to_be_cut()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        SimulatedToken token = simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "한국전자조달 입찰 담당" });

        Assert.All([token.SerialNumber, token.Label, "한국전자조달 입찰 담당"], name => Assert.True(token.IsNamed(name)));
        Assert.False(token.IsNamed("한국전자조달"));
    }

    [Fact]
    public void Directories_that_tokens_can_be_created_in()
    {
        using TemporaryFolder place = new();
        string directory = Path.Combine(place.Path, "tokens");
        Assert.Equal((false, true), (TokenSimulator.HasTokens(directory), TokenSimulator.IsForTokens(directory)));
        Directory.CreateDirectory(directory);
        Assert.Equal((false, true), (TokenSimulator.HasTokens(directory), TokenSimulator.IsForTokens(directory)));
        string file = Path.Combine(directory, "letter.txt");
        File.WriteAllText(file, "");
        Assert.Equal((false, false), (TokenSimulator.HasTokens(directory), TokenSimulator.IsForTokens(directory)));
        Assert.Equal((false, false), (TokenSimulator.HasTokens(file), TokenSimulator.IsForTokens(file)));
        using TokenSimulator simulator = TokenSimulator.Open(directory);
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" });
        Assert.Equal((true, true), (TokenSimulator.HasTokens(directory), TokenSimulator.IsForTokens(directory)));
    }

    [Fact]
    public void Tokens_are_named_by_serial_or_by_a_label_that_only_one_has()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        SimulatedToken first = simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "one" });
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "two" });
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Label = "two" });
        simulator.Remove("one");
        simulator.Insert("SIMULATED one");
        simulator.Remove(first.SerialNumber);
        Assert.Equal([false, true, true], simulator.Tokens.Select(token => token.IsInserted));
        Assert.Throws<ArgumentException>(() => simulator.Remove("two"));
        Assert.Throws<ArgumentException>(() => simulator.Remove("three"));
    }

    [Fact]
    public void Tokens_show_objects_without_their_values()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Create(TestKeys.RsaPrivate());
        SimulatedObject shown = Assert.Single(bench.Token.Objects);
        Assert.Equal((CKO.PRIVATE_KEY, "sign", "a1b2c3", true), (shown.Class, shown.Label, shown.Id, shown.IsPrivate));
        Assert.Equal(bench.Token.MemoryUsed, shown.Size);
    }

    [Fact]
    public void Reset_to_factory_erases_the_objects_and_sets_the_factory_pin()
    {
        using Bench bench = new("bio-seal", options => options with { Fingers = [4], Script = "wrong" });
        bench.Create(TestKeys.Data());
        bench.Simulator.Reset(bench.Serial, SimulatedReset.Factory);
        Assert.Empty(bench.Token.Objects);
        Assert.Equal([1, 2, 3], bench.Token.Fingers);
        Assert.Equal(CKR.OK, bench.Login(SimulatedTokenOptions.FactoryPin));
        Assert.Equal(CKR.OK, bench.Touch());
    }

    [Fact]
    public void SetScript_starts_at_its_first_step()
    {
        using Bench bench = new("bio-seal", options => options with { Script = "wrong*2" });
        bench.Login();
        bench.Touch();
        bench.Simulator.SetScript(bench.Serial, "cancel");
        Assert.Equal(CKR.FUNCTION_CANCELED, bench.Touch());
    }

    [Fact]
    public void CreateToken_by_many_threads_gives_each_its_slot()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        Parallel.For(0, 8, _ => simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" }));
        Assert.Equal(Enumerable.Range(0, 8), simulator.Tokens.Select(token => token.Slot));
    }

    private static async Task<string?> DefaultDirectory(params (string Name, string? Value)[] environment)
    {
        using Process process = ChildProcess.Start(environment, "default-directory");
        string? directory = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return directory;
    }
}
