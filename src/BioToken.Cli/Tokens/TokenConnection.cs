namespace BioToken.Cli;

/// <summary>The provider of one run, and the simulator under it if there is one.</summary>
internal sealed class TokenConnection : IAsyncDisposable
{
    private readonly TokenSource _source;
    private readonly IDisposable? _simulator;
    private readonly BioTokenProvider _provider;

    public TokenConnection(TokenSource source, BioTokenOptions options, TimeProvider time)
    {
        _source = source;
        _simulator = source.Apply(options);
        _provider = new BioTokenProvider(options, loggerFactory: null, time);
    }

    public Task<IReadOnlyList<BioTokenInfo>> ListAsync(CancellationToken cancellationToken) => _provider.ListAsync(cancellationToken);

    /// <summary>Finds the token that is meant and opens it.</summary>
    public async Task<IBioToken> OpenAsync(CancellationToken cancellationToken)
    {
        BioTokenInfo chosen = _source.Choose(await ListAsync(cancellationToken));
        return await _provider.OpenAsync(chosen, cancellationToken);
    }

    /// <summary>Ends everything at once: the module with all sessions and logins, then the simulator with a device that still waits for a finger.</summary>
    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _simulator?.Dispose();
    }
}
