using System.Globalization;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Reliability.Tests.Faults;
using BioToken.Simulator;
using BioToken.Storage;
using BioToken.Vendors;

namespace BioToken.Reliability.Tests.Logins;

/// <summary>
/// Tests with people who type right and wrong PINs while module calls fail: the PIN is sent at most once for each time it was typed, and
/// the final attempt is never used unless that is allowed.
/// </summary>
public sealed class LoginCountTests
{
    private const string Pin = "13572468";
    private const string WrongPin = "00001111";
    private const int MaxTries = 4;
    private const int MaxCalls = 24;

    [Fact]
    public async Task Under_any_fault_no_PIN_is_sent_that_was_not_typed_and_the_last_try_is_kept()
    {
        int runs = Effort.Of(100_000, 1_000_000);
        int workers = Environment.ProcessorCount;
        ParallelOptions options = new() { MaxDegreeOfParallelism = workers, CancellationToken = Life.Cancellation };
        long sent = 0;
        await Parallel.ForAsync(0, workers, options, async (worker, _) =>
        {
            using Desk desk = new();
            for (int run = worker; run < runs; run += workers)
                Interlocked.Add(ref sent, await desk.RunAsync(run));
        });

        // At least some PINs were sent; otherwise nothing was tested.
        Assert.True(sent > runs / 2, $"Only {sent} PINs were sent in {runs} runs.");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} runs, {sent} PINs sent"));
    }

    /// <summary>A token of each kind that requires a PIN; its attempts are restored before each run.</summary>
    private sealed class Desk : IDisposable
    {
        private static readonly CallFaultKind[] Kinds = [.. Enum.GetValues<CallFaultKind>().Except([CallFaultKind.Hang])];

        private readonly TemporaryFolder _journal = TemporaryFolder.InMemory();
        private readonly (TokenSimulator Simulator, string Serial)[] _tokens;

        public Desk() => _tokens =
        [
            .. VendorCatalog.Default.Profiles.Append(VendorCatalog.Generic).Select(vendor =>
            {
                TokenSimulator simulator = TokenSimulator.InMemory();
                return (simulator, simulator.CreateToken(new SimulatedTokenOptions
                {
                    Vendor = vendor.Id,
                    Pin = Pin,
                    MaxPinAttempts = MaxTries,
                    RequireAllSteps = true,
                    PinIterations = 1,
                }).SerialNumber);
            }),
        ];

        /// <returns>The number of PINs that reached the module.</returns>
        public async Task<int> RunAsync(int run)
        {
            Random random = new(unchecked((Effort.Seed * 397) + run));
            (TokenSimulator simulator, string serial) = _tokens[random.Next(_tokens.Length)];
            simulator.Reset(serial, SimulatedReset.Counters);
            simulator.Insert(serial);
            CallFault fault = new(random.Next(1, MaxCalls), random.GetItems(Kinds, 1)[0]);
            bool allowsFinalTry = random.Next(4) == 0;
            FaultyModule module = new(new SimulatedTokenModule(simulator), new MortalDisk(Disk.Instance), () => simulator.Remove(serial));
            module.Arm(fault);
            BioTokenOptions options = new()
            {
                IncludeVendorModules = false,
                Modules = { module },
                JournalDirectory = _journal.Path,
                AllowFinalPinAttempt = allowsFinalTry,
            };
            int typed = 0;
            await using (BioTokenProvider provider = new(options, loggerFactory: null, new FixedTime()))
                typed = await UseAsync(provider, random);

            string situation = $"run {run}, {fault}, final try {(allowsFinalTry ? "allowed" : "not allowed")}";
            Assert.True(
                module.Logins <= typed, Effort.Replay(nameof(LoginCountTests), $"{situation}: {typed} PINs typed, {module.Logins} sent"));
            SimulatedToken after = simulator.Tokens[0];
            Assert.True(
                after.PinAttemptsRemaining > 0 || allowsFinalTry,
                Effort.Replay(nameof(LoginCountTests), $"{situation}: the last try was used unasked"));
            return module.Logins;
        }

        public void Dispose()
        {
            foreach ((TokenSimulator simulator, _) in _tokens)
                simulator.Dispose();
            _journal.Dispose();
        }

        /// <summary>Simulates a person who tries up to six times, and sometimes logs out or lists the certificates in between.</summary>
        /// <returns>The number of PINs that were typed.</returns>
        private static async Task<int> UseAsync(BioTokenProvider provider, Random random)
        {
            int typed = 0;
            IBioToken? token = null;
            for (int i = random.Next(1, 7); i > 0; i--)
            {
                try
                {
                    token ??= await provider.OpenAsync((await provider.ListAsync(Life.Cancellation))[0], Life.Cancellation);
                    switch (random.Next(8))
                    {
                        case 0:
                            await token.LogoutAsync(Life.Cancellation);
                            break;
                        case 1:
                            await token.GetIdentitiesAsync(Life.Cancellation);
                            break;
                        case 2:
                            await token.MatchFingerprintAsync(cancellationToken: Life.Cancellation);
                            break;
                        case 3:
                            await token.DisposeAsync();
                            token = null;
                            break;
                        default:
                            typed++;
                            await TypeAsync(token, random.Next(3) == 0 ? Pin : WrongPin);
                            break;
                    }
                }
                catch (Exception e) when (e is BioTokenException or InvalidOperationException or ArgumentOutOfRangeException)
                {
                    // The person tries again.
                }
            }

            return typed;
        }

        private static async Task TypeAsync(IBioToken token, string text)
        {
            using Pin pin = BioToken.Authentication.Pin.FromText(text);
            await token.LoginAsync(pin, cancellationToken: Life.Cancellation);
        }
    }
}
