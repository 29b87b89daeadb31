using BioToken.Npki;
using BioToken.Simulator;
using BioToken.Tests.Contract;
using Microsoft.Extensions.Logging;

namespace BioToken.Tests.Lies;

/// <summary>A simulated token behind a module that lies once it is told; until then it is honest.</summary>
internal sealed class LyingToken : IAsyncDisposable
{
    private readonly SimulatedContractToken _fixture;

    private LyingToken(SimulatedContractToken fixture, Lie lie, IBioToken token)
    {
        _fixture = fixture;
        Lie = lie;
        Token = token;
    }

    public Lie Lie { get; }

    public ContractToken Fixture => _fixture;

    /// <summary>Open, and logged in to.</summary>
    public IBioToken Token { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LyingToken> OpenAsync(string? vendor = null, int? memory = null, bool logIn = true, ILoggerFactory? log = null)
    {
        Lie lie = new();
        TokenSimulator simulator = TokenSimulator.InMemory();
        SimulatedToken created = simulator.CreateToken(new SimulatedTokenOptions
        {
            Vendor = vendor ?? VendorCatalog.Generic.Id,
            Label = "Lying",
            Pin = ContractToken.Pin,
            Memory = memory,
        });
        BioTokenOptions options = new()
        {
            FindVendorModules = false,
            Modules = { new LyingModule(new SimulatedTokenModule(simulator), lie) },
            JournalDirectory = TestJournal.Directory,
        };
        SimulatedContractToken fixture = new(simulator, created.Serial, new BioTokenProvider(options, log), () => { }, () => { });
        return new LyingToken(fixture, lie, logIn ? await fixture.OpenAuthenticatedAsync() : await fixture.OpenAsync());
    }

    /// <summary>Writes an identity while the module is still honest; of its objects it tells the truth for ever.</summary>
    public async Task<TokenIdentity> WriteAsync(NpkiIdentity identity)
    {
        TokenIdentity written = await Token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancellation);
        Lie.Written.Clear();
        return written;
    }

    public async ValueTask DisposeAsync()
    {
        await Token.DisposeAsync();
        await _fixture.DisposeAsync();
    }
}
