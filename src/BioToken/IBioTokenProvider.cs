using BioToken.Modules;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken;

/// <summary>
/// Finds and opens the tokens of all configured modules. Long-lived: make one for the program, and many tokens from it. Disposing it
/// closes its tokens, and stops the modules that no other provider of the process uses.
/// </summary>
/// <remarks>
/// Several providers of one process share each module and its thread, since to PKCS#11 a process is one application: a login made through
/// one holds for all. Disposing never waits longer than a few seconds for a module, and may be done synchronously. It releases, with an
/// <see cref="ObjectDisposedException"/>, every call that waits for a finger, for its turn or for a change, and does not wait for the
/// finger: when the device has answered, a login that still succeeds is undone, and the sessions are closed. A write that waits for a
/// finger continues in the same way, for as long as the program runs; otherwise the journal has a record of it.
/// </remarks>
public interface IBioTokenProvider : IAsyncDisposable, IDisposable
{
    /// <summary>
    /// Lists the connected tokens. A module or slot that fails does not hide the others; only if every module fails, the first
    /// failure is thrown. <see cref="ScanAsync"/> also reports failures. A module that another part of the program has stopped is started
    /// again.
    /// </summary>
    /// <param name="cancellationToken">Releases the caller at once, whatever a module does.</param>
    /// <exception cref="Errors.BioTokenException">
    /// No module could be loaded, or none answered within <see cref="BioTokenOptions.ListTimeout"/>.
    /// </exception>
    Task<IReadOnlyList<BioTokenInfo>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists the tokens that are plugged in, and the modules and slots that could not be read, each with its reason.</summary>
    /// <param name="cancellationToken">Releases the caller at once, whatever a module does.</param>
    Task<TokenScan> ScanAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a token that this provider listed.</summary>
    /// <exception cref="ArgumentException">Another provider listed it.</exception>
    /// <exception cref="Errors.BioTokenException">The token is no longer there, or the module failed.</exception>
    Task<IBioToken> OpenAsync(BioTokenInfo token, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the interrupted writes of any token in this computer's journal, connected or not, for a program to report when it
    /// starts.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">
    /// A journal is damaged or cannot be read (<see cref="Errors.BioTokenError.JournalUnusable"/>).
    /// </exception>
    Task<IReadOnlyList<InterruptedWrite>> ListInterruptedWritesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks that a write could be recorded in <see cref="BioTokenOptions.JournalDirectory"/>, and creates the directory if needed. Every
    /// write checks this too; a program can check it before it asks for a password, PIN or finger.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">
    /// Nothing can be written there, or another user owns it (<see cref="Errors.BioTokenError.JournalUnusable"/>).
    /// </exception>
    Task CheckJournalAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports tokens that are connected or removed, from the first call to <c>MoveNextAsync</c> on. It asks the modules again and
    /// again without blocking them and slows down while nothing happens. Tokens of a module that does not answer, since it waits for a
    /// finger for instance, count as plugged in until it does.
    /// </summary>
    IAsyncEnumerable<BioTokenChange> WatchAsync(CancellationToken cancellationToken = default);
}
