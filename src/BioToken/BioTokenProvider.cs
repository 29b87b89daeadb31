using System.Runtime.CompilerServices;
using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Modules;
using BioToken.Resources;
using BioToken.Tokens;
using BioToken.Vendors;
using BioToken.Writing;
using BioToken.Writing.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BioToken;

/// <summary>Finds and opens tokens. Register it with <c>AddBioTokens</c>, or create one and keep it as long as the program runs.</summary>
public sealed class BioTokenProvider : IBioTokenProvider
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly BioTokenOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ModuleConnection[] _connections;
    // Never disposed: it has neither timer nor handle, and may be read while it is canceled.
    private readonly CancellationTokenSource _disposal = new();

    /// <summary>Makes a provider. Modules are loaded on first use.</summary>
    /// <param name="options">The options, as they are now.</param>
    /// <param name="loggerFactory">Creates the logger; null for no log.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is invalid, such as a relative path; the message names it.</exception>
    public BioTokenProvider(BioTokenOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        BioTokenOptionsRules.Check(options);
        _options = options.Copy();
        _time = time ?? TimeProvider.System;
        _logger = new UnfailingLogger((loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("BioToken"));
        IEnumerable<string> found = options.IncludeVendorModules ? VendorModuleSearch.Find(options.Vendors) : [];
        IEnumerable<ITokenModule> modules = options.ModulePaths.Concat(found).Distinct(ModulePath.Comparer)
            .Select(path => new NativeTokenModule(path)).Concat(options.Modules);
        _connections = [.. modules.Select(m => new ModuleConnection(m, options.Vendors, _logger, _disposal.Token))];
    }

    private bool IsDisposed => _disposal.IsCancellationRequested;

    /// <summary>Makes a provider for one PKCS#11 module.</summary>
    /// <param name="path">Absolute path of the module's file.</param>
    public static BioTokenProvider ForModule(string path)
        => new(new BioTokenOptions { IncludeVendorModules = false, ModulePaths = { path } });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BioTokenInfo>> ListAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        TokenScan scan = await ScanAsync(cancellationToken).ConfigureAwait(false);
        SkippedSource[] failed = [.. scan.Skipped.Where(skipped => skipped.Slot is null)];
        return failed.Length > 0 && failed.Length == Sources().Count ? throw failed[0].Problem : scan.Tokens;
    }

    /// <inheritdoc/>
    public async Task<TokenScan> ScanAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        using CancellationTokenSource deadline = new(_options.ListTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        // Each module has its own thread, so that a slow one does not delay others.
        TokenScan[] scans = await Task.WhenAll(Sources().Select(source => ScanAsync(source, both.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new TokenScan { Tokens = [.. scans.SelectMany(s => s.Tokens)], Skipped = [.. scans.SelectMany(s => s.Skipped)] };
    }

    /// <inheritdoc/>
    public Task<IBioToken> OpenAsync(BioTokenInfo token, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(token);
        ModuleConnection connection = Array.Find(_connections, known => ReferenceEquals(known, token.Source))
            ?? throw new ArgumentException(Messages.Format("TokenOfAnotherProvider"), nameof(token));
        return Token.OpenAsync(token, connection, _options, _time, _logger, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InterruptedWrite>> ListInterruptedWritesAsync(CancellationToken cancellationToken = default)
        => (await OpenJournalAsync(cancellationToken).ConfigureAwait(false)).ListUnfinished();

    /// <inheritdoc/>
    public async Task CheckJournalAsync(CancellationToken cancellationToken = default)
        => (await OpenJournalAsync(cancellationToken).ConfigureAwait(false)).Check();

    /// <inheritdoc/>
    public async IAsyncEnumerable<BioTokenChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<BioTokenInfo> known = await ListAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan pause = FirstPause;
        while (true)
        {
            await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BioTokenInfo> now = await MayHaveChangedAsync(cancellationToken).ConfigureAwait(false)
                ? WithUnreadable(known, await ScanAsync(cancellationToken).ConfigureAwait(false))
                : known;
            List<BioTokenChange> changes = [.. Compare(known, now)];
            known = now;
            foreach (BioTokenChange change in changes)
                yield return change;
            pause = changes.Count > 0 ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!TryReleaseCallers())
            return;
        await Task.WhenAll(_connections.Select(connection => connection.StopAsync())).ConfigureAwait(false);
    }

    /// <summary>Does the same as <see cref="DisposeAsync"/> and waits for it: for a few seconds if a module does not return.</summary>
    public void Dispose()
    {
        // The awaited work runs on the modules' threads and the pool, never on the caller's context.
        DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>
    /// Releases callers that wait for a finger, their turn or a change; running work on the modules' threads ends by itself.
    /// </summary>
    /// <returns>False if this was already done.</returns>
    private bool TryReleaseCallers()
    {
        if (IsDisposed)
            return false;
        _disposal.Cancel();
        return true;
    }

    /// <summary>Returns the journal on a thread of the pool: the caller may be a user interface, which must not wait for files.</summary>
    private async Task<WriteJournal> OpenJournalAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return new WriteJournal(_options.Disk, _options.JournalDirectory);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        try
        {
            await Task.Delay(pause, _time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Waiting callers continue outside the disposing call.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            throw ModuleThread.ProviderDisposed();
        }
    }

    /// <summary>
    /// The modules to list; one that is named twice, for instance by a link, is listed once. A file that the application has loaded itself
    /// is the application's, although its path is named too.
    /// </summary>
    private List<ModuleConnection> Sources()
    {
        HashSet<string> loaded = new(ModulePath.Comparer);
        HashSet<ModuleConnection> own = [.. _connections.Where(c => !c.IsOfPath && (c.TryResolve() is not { } file || loaded.Add(file)))];
        bool IsFirst(ModuleConnection c)
            => c.IsOfPath ? loaded.Count == 0 || c.TryResolve() is not { } file || !loaded.Contains(file) : own.Contains(c);
        HashSet<SharedModule> known = [];
        return [.. _connections.Where(c => IsFirst(c) && (c.TryFind() is not { } module || known.Add(module)))];
    }

    private async Task<TokenScan> ScanAsync(ModuleConnection connection, CancellationToken cancellationToken)
    {
        BioTokenException reason;
        try
        {
            return await connection.ScanAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            reason = Failures.NotResponding(connection.Name, _options.ListTimeout);
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            reason = e as BioTokenException ?? Failures.Broken(connection.Name, e);
        }

        Log.ModuleSkipped(_logger, Path.GetFileName(connection.Name), reason.Reason);
        return new TokenScan { Tokens = [], Skipped = [new SkippedSource { Module = connection.Name, Problem = reason }] };
    }

    /// <summary>The present tokens; those of a module that could not be read count as unchanged.</summary>
    private static List<BioTokenInfo> WithUnreadable(IReadOnlyList<BioTokenInfo> known, TokenScan scan)
    {
        bool IsUnreadable(BioTokenInfo token) => scan.Skipped.Any(
            s => s.Module == token.Module && (s.Slot is null || s.Slot == token.Slot));
        return [.. scan.Tokens, .. known.Where(IsUnreadable).ExceptBy(scan.Tokens.Select(Key), Key)];
    }

    /// <summary>Asks each available module for changes; one that fails or does not return counts as unchanged.</summary>
    private async Task<bool> MayHaveChangedAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(_options.ListTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        bool[] changed = await Task.WhenAll(Sources().Select(source => MayHaveChangedAsync(source, both.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Array.Exists(changed, c => c);
    }

    private static async Task<bool> MayHaveChangedAsync(ModuleConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.MayHaveChangedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            return e is BioTokenException { Reason: BioTokenError.ModuleStopped };
        }
    }

    private static (string Module, string Serial, string Label, ulong Slot) Key(BioTokenInfo t)
        => (t.Module, t.SerialNumber, t.Label, t.Slot);

    private static IEnumerable<BioTokenChange> Compare(IReadOnlyList<BioTokenInfo> before, IReadOnlyList<BioTokenInfo> after)
    {
        foreach (BioTokenInfo gone in before.ExceptBy(after.Select(Key), Key))
            yield return new BioTokenChange { Kind = BioTokenChangeKind.Removed, Token = gone };
        foreach (BioTokenInfo arrived in after.ExceptBy(before.Select(Key), Key))
            yield return new BioTokenChange { Kind = BioTokenChangeKind.Inserted, Token = arrived };
    }
}
