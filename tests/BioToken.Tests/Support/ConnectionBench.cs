using BioToken.Modules;
using BioToken.Sessions;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken.Tests.Support;

/// <summary>A connection to a module and sessions with its tokens, without a provider around them.</summary>
internal sealed class ConnectionBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _disposal = new();

    public ConnectionBench(ITokenModule module)
        => Connection = new ModuleConnection(module, VendorCatalog.Default, Logger, _disposal.Token);

    public ListLogger Logger { get; } = new();

    public ModuleConnection Connection { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a session with a token.</summary>
    /// <param name="index">Its index among the listed tokens.</param>
    public async Task<TokenSession> OpenAsync(int index = 0)
    {
        BioTokenInfo info = (await Connection.ScanAsync(Token)).Tokens[index];
        return await RunAsync(() => TokenSession.Open(info, Connection, Connection.Shared, Logger));
    }

    /// <summary>Runs work on the module's thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work) => Connection.RunAsync(work, undo: null, resource: null, Token);

    /// <summary>Runs work without a result on the module's thread.</summary>
    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Releases all callers, as disposing a provider does.</summary>
    public void Cancel() => _disposal.Cancel();

    public async ValueTask DisposeAsync()
    {
        Cancel();
        await Connection.StopAsync();
        _disposal.Dispose();
    }
}
