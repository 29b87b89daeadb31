namespace BioToken.Cli;

/// <summary>The provider of one run, the simulator under it if there is one, and the token that was opened.</summary>
internal sealed class TokenConnection : IAsyncDisposable
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly TokenSource _source;
    private readonly IDisposable? _simulator;
    private readonly BioTokenProvider _provider;
    private IBioToken? _token;

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
        return _token = await _provider.OpenAsync(chosen, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_token is not null && !await IsClosedSoonAsync(_token))
        {
            // A module that still waits for a finger that nobody waits for any more; the simulator can be told.
            _simulator?.Dispose();
        }

        await _provider.DisposeAsync();
        _simulator?.Dispose();
    }

    private static async Task<bool> IsClosedSoonAsync(IBioToken token)
    {
        try
        {
            await token.DisposeAsync().AsTask().WaitAsync(ClosePatience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
