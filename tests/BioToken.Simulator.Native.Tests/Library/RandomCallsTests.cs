using System.Globalization;
using System.Text.RegularExpressions;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Native.Tests.Library;

/// <summary>
/// Tests that call all functions at random from C, under the sanitizers: without a right PIN, against a model of the login state, and
/// without restrictions, while a second token is inserted and removed.
/// </summary>
public sealed partial class RandomCallsTests
{
    private const int Calls = 200_000;
    private const string OfficerPin = "46028375";

    [Fact]
    public async Task Random_calls_answer_what_they_must_and_every_function_succeeds()
    {
        const string NotBuilt = "The library with sanitizers is not built: run eng/build-native.sh --asan first.";
        Assert.SkipWhen(SimulatorLibrary.SanitizedPath is null, NotBuilt);
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        using TokenSimulator simulator = TokenSimulator.Open(folder.Path);
        SimulatedToken token = Create(simulator, "first");
        SimulatedToken second = Create(simulator, "second");
        WritePrivateObject(simulator);
        string seed = Effort.Seed.ToString(CultureInfo.InvariantCulture);
        string calls = Effort.Of(Calls, 25 * Calls).ToString(CultureInfo.InvariantCulture);

        Task<ProgramOutcome> run = Task.Factory.StartNew(
            () => NativeProgram.Run(
                "random-asan", folder.Path, SimulatorLibrary.SanitizedPath!,
                [new("ASAN_OPTIONS", "detect_leaks=0:handle_segv=0"), new("UBSAN_OPTIONS", "halt_on_error=1")],
                seed, calls, TokenDirectory.Pin, OfficerPin),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (bool isThere = true; await Task.WhenAny(run, Task.Delay(200, TestContext.Current.CancellationToken)) != run; isThere = !isThere)
        {
            if (isThere)
                simulator.Remove(second.SerialNumber);
            else
                simulator.Insert(second.SerialNumber);
        }

        ProgramOutcome outcome = await run;
        Assert.True(
            outcome.ExitCode == 0, Effort.Replay(nameof(RandomCallsTests), $"The program ended with {outcome.ExitCode}: {outcome.Text}"));
        Assert.Equal(68, Function().Count(outcome.Text));
        Assert.True(int.Parse(CallCount().Match(outcome.Text).Groups["count"].Value, CultureInfo.InvariantCulture) >= Calls);
        Assert.Empty(simulator.DamagedTokens);
        Assert.Contains(simulator.Tokens, left => left.SerialNumber == token.SerialNumber);
    }

    [GeneratedRegex(@"^C_\w+ [1-9]\d*\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Function();

    [GeneratedRegex(@"^calls (?<count>\d+)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CallCount();

    private static SimulatedToken Create(TokenSimulator simulator, string label) => simulator.CreateToken(new SimulatedTokenOptions
    {
        Vendor = "generic",
        Label = label,
        Pin = TokenDirectory.Pin,
        SoPin = OfficerPin,
        MaxPinAttempts = 10_000_000,
        MaxSoPinAttempts = 10_000_000,
        PinIterations = 1,
    });

    /// <summary>Writes the private object that the calls without a PIN must never find.</summary>
    private static void WritePrivateObject(TokenSimulator simulator)
    {
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        Assert.Equal(CKR.OK, module.Login(session, CKU.USER, System.Text.Encoding.ASCII.GetBytes(TokenDirectory.Pin)));
        using AttributeTemplate kept = new AttributeTemplate()
            .Add(CKO.DATA)
            .Add(CKA.TOKEN, true)
            .Add(CKA.PRIVATE, true)
            .Add(CKA.LABEL, "kept");
        Assert.Equal(CKR.OK, module.CreateObject(session, kept, out _));
    }
}
