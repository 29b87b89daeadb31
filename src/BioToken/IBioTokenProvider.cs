namespace BioToken;

/// <summary>
/// Finds and opens the tokens of all configured modules. Long-lived: make one for the program, and many tokens from it. Disposing it
/// closes all tokens and stops the modules.
/// </summary>
public interface IBioTokenProvider : IAsyncDisposable
{
    /// <summary>
    /// Lists the tokens that are plugged in. A module or slot that fails does not hide the others; only if every module fails, the first
    /// failure is thrown.
    /// </summary>
    /// <exception cref="BioTokenException">No module could be loaded.</exception>
    Task<IReadOnlyList<BioTokenInfo>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a token of the list.</summary>
    /// <exception cref="BioTokenException">The token is no longer there, or the module failed.</exception>
    Task<IBioToken> OpenAsync(BioTokenInfo token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the interrupted writes of any token that this computer's journal knows, plugged in or not: for a program to say when it starts.
    /// </summary>
    /// <exception cref="BioTokenException">A journal is damaged or cannot be read (<see cref="BioTokenError.JournalUnusable"/>).</exception>
    Task<IReadOnlyList<UnfinishedWrite>> ListUnfinishedAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells of tokens that are plugged in or pulled out, from the first call to <c>MoveNextAsync</c> on. It asks the modules again and again
    /// without blocking them and slows down while nothing happens.
    /// </summary>
    IAsyncEnumerable<BioTokenChange> WatchAsync(CancellationToken cancellationToken = default);
}
