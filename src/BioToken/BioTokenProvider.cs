using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BioToken;

/// <summary>Finds and opens tokens. Register it with <c>AddBioTokens</c>, or make one by hand and keep it for as long as the program runs.</summary>
public sealed class BioTokenProvider : IBioTokenProvider
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly BioTokenOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ModuleConnection[] _connections;
    private bool _disposed;

    /// <summary>Makes a provider. Modules are loaded when they are first asked.</summary>
    /// <param name="options">Modules and what to allow.</param>
    /// <param name="loggerFactory">Where to log; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">The path of a module or of the journal is not absolute.</exception>
    public BioTokenProvider(BioTokenOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Path.IsPathFullyQualified(options.JournalDirectory))
            throw new ArgumentException(Messages.Format("JournalPathNotAbsolute", options.JournalDirectory), nameof(options));
        _options = options;
        _time = time ?? TimeProvider.System;
        BioTokenOptionsRules.Check(options);
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("BioToken");
        IEnumerable<string> found = options.FindVendorModules ? VendorModuleSearch.Find(options.Vendors) : [];
        IEnumerable<ITokenModule> modules = options.ModulePaths.Concat(found).Distinct(StringComparer.Ordinal)
            .Select(path => new NativeTokenModule(path)).Concat(options.Modules);
        _connections = [.. modules.Select(m => new ModuleConnection(m, options.Vendors, _time, _logger))];
    }

    /// <summary>Makes a provider for one PKCS#11 module.</summary>
    /// <param name="path">Absolute path of the module's file.</param>
    public static BioTokenProvider ForModule(string path) => new(new BioTokenOptions { FindVendorModules = false, ModulePaths = { path } });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BioTokenInfo>> ListAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        List<BioTokenInfo> tokens = [];
        BioTokenException? firstFailure = null;
        int failures = 0;
        foreach (ModuleConnection connection in _connections)
        {
            try
            {
                tokens.AddRange(await connection.ListAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (BioTokenException e)
            {
                Log.ModuleSkipped(_logger, Path.GetFileName(connection.Name), e.Error);
                firstFailure ??= e;
                failures++;
            }
        }

        return firstFailure is not null && failures == _connections.Length ? throw firstFailure : tokens;
    }

    /// <inheritdoc/>
    public Task<IBioToken> OpenAsync(BioTokenInfo token, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(token);
        return Token.OpenAsync(token, _options, _time, _logger, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnfinishedWrite>> ListUnfinishedAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new WriteJournal(_options.Disk, _options.JournalDirectory).ListUnfinished());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BioTokenChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<BioTokenInfo> known = await ListAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan pause = FirstPause;
        while (true)
        {
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BioTokenInfo> now = await MayHaveChangedAsync(cancellationToken).ConfigureAwait(false)
                ? await ListAsync(cancellationToken).ConfigureAwait(false)
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
        if (_disposed)
            return;
        _disposed = true;
        foreach (ModuleConnection connection in _connections)
            await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> MayHaveChangedAsync(CancellationToken cancellationToken)
    {
        bool changed = false;
        foreach (ModuleConnection connection in _connections)
            changed |= await connection.MayHaveChangedAsync(cancellationToken).ConfigureAwait(false);
        return changed;
    }

    private static IEnumerable<BioTokenChange> Compare(IReadOnlyList<BioTokenInfo> before, IReadOnlyList<BioTokenInfo> after)
    {
        static (string, string, string, ulong) Key(BioTokenInfo t) => (t.Module, t.SerialNumber, t.Label, t.Slot);
        foreach (BioTokenInfo gone in before.ExceptBy(after.Select(Key), Key))
            yield return new BioTokenChange(BioTokenChangeKind.Removed, gone);
        foreach (BioTokenInfo arrived in after.ExceptBy(before.Select(Key), Key))
            yield return new BioTokenChange(BioTokenChangeKind.Arrived, arrived);
    }
}
