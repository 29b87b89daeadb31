using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Simulator;
using BioToken.Tests.Contract;
using BioToken.Vendors;
using Microsoft.Extensions.Logging;

namespace BioToken.Tests.FaultyModules;

/// <summary>A simulated token behind a module that reports wrong results once a test sets them.</summary>
internal sealed class FaultyToken : IAsyncDisposable
{
    private readonly SimulatedContractToken _fixture;

    private FaultyToken(SimulatedContractToken fixture, WrongResults results, IBioToken token)
    {
        _fixture = fixture;
        Results = results;
        Token = token;
    }

    public WrongResults Results { get; }

    public ContractToken Fixture => _fixture;

    /// <summary>The open token, with a login.</summary>
    public IBioToken Token { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FaultyToken> OpenAsync(
        string? vendor = null, int? memory = null, bool logIn = true, ILoggerFactory? log = null)
    {
        WrongResults results = new();
        TokenSimulator simulator = TokenSimulator.InMemory();
        SimulatedToken created = simulator.CreateToken(new SimulatedTokenOptions
        {
            Vendor = vendor ?? VendorCatalog.Generic.Id,
            Label = "Faulty",
            Pin = ContractToken.Pin,
            Memory = memory,
        });
        BioTokenOptions options = new()
        {
            IncludeVendorModules = false,
            Modules = { new FaultyModule(new SimulatedTokenModule(simulator), results) },
            JournalDirectory = TestJournal.Directory,
        };
        SimulatedContractToken fixture = new(simulator, created.SerialNumber, new BioTokenProvider(options, log), () => { }, () => { });
        return new FaultyToken(fixture, results, logIn ? await fixture.OpenAuthenticatedAsync() : await fixture.OpenAsync());
    }

    /// <summary>Writes an identity while the module still works; its objects are always reported correctly.</summary>
    public async Task<TokenIdentity> WriteAsync(NpkiIdentity identity)
    {
        TokenIdentity written = await Token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Cancellation);
        Results.Written.Clear();
        return written;
    }

    public async ValueTask DisposeAsync()
    {
        await Token.DisposeAsync();
        await _fixture.DisposeAsync();
    }
}
