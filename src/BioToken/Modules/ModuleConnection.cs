using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Pkcs11;
using BioToken.Tokens;
using BioToken.Vendors;
using Microsoft.Extensions.Logging;

namespace BioToken.Modules;

/// <summary>One provider's use of a module that the process shares: its profiles, its tokens, and what it listed.</summary>
internal sealed class ModuleConnection
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly ITokenModule _module;
    private readonly VendorCatalog _vendors;
    private readonly ILogger _logger;
    private SharedModule? _shared;
    private bool _isClosed;

    /// <param name="module">The module.</param>
    /// <param name="vendors">The provider's profiles.</param>
    /// <param name="logger">The provider's logger.</param>
    /// <param name="disposal">Canceled when the provider is disposed, before <see cref="StopAsync"/>.</param>
    public ModuleConnection(ITokenModule module, VendorCatalog vendors, ILogger logger, CancellationToken disposal)
    {
        _module = module;
        _vendors = vendors;
        _logger = logger;
        Disposal = disposal;
    }

    public string Name => _module.Name;

    /// <summary>Whether the module is named by its path, and not made by the application.</summary>
    public bool IsOfPath => _module is NativeTokenModule;

    /// <summary>Whether the provider was disposed, though its tokens may still have to be closed.</summary>
    public bool IsDisposed => Disposal.IsCancellationRequested;

    /// <summary>Canceled when the provider is disposed.</summary>
    public CancellationToken Disposal { get; }

    public ModuleThread Thread => Shared.Thread;

    /// <summary>The started module; only on <see cref="Thread"/>.</summary>
    public ICryptoki Cryptoki => OnThread.Cryptoki;

    /// <summary>The process's module. It is located on first use: the options may name modules that are not on this computer.</summary>
    /// <exception cref="ObjectDisposedException">The provider was disposed.</exception>
    /// <exception cref="BioTokenException">There is no such module.</exception>
    public SharedModule Shared
    {
        get
        {
            lock (_gate)
            {
                ThrowIfDisposed();
                return _shared ??= ModuleRegistry.Acquire(_module);
            }
        }
    }

    // Work that runs when the provider is disposed still completes.
    private SharedModule OnThread => _shared ?? Shared;

    /// <summary>The module's file without symbolic links; null if it has none, or none on this computer.</summary>
    public string? TryResolve() => ModulePath.TryResolve(Name);

    /// <summary>The same module if it is available; null otherwise.</summary>
    public SharedModule? TryFind()
    {
        try
        {
            return Shared;
        }
        catch (BioTokenException)
        {
            return null;
        }
    }

    /// <summary>
    /// Runs work on the module's thread for as long as the provider lives. Disposal releases callers as <see cref="ModuleThread"/>
    /// describes. Work that has not begun by then never calls the module: it may already be stopped, and nothing would stop it again.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="undo">Undoes a result that no caller waits for; null if the caller must wait for the end.</param>
    /// <param name="resource">Disposed when the work has ended or will never run, also if this throws; null if there is none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="waitsForPerson">Whether abandoned work may take as long as a person does.</param>
    /// <param name="disposal">Canceled with the provider, or before it; null for the provider's own.</param>
    /// <exception cref="ObjectDisposedException">The provider was disposed.</exception>
    /// <exception cref="BioTokenException">There is no such module.</exception>
    public Task<T> RunAsync<T>(
        Func<T> work,
        Action? undo,
        IDisposable? resource,
        CancellationToken cancellationToken,
        bool waitsForPerson = true,
        CancellationToken? disposal = null)
    {
        ModuleThread thread;
        try
        {
            thread = Thread;
        }
        catch
        {
            resource?.Dispose();
            throw;
        }

        return thread.RunAsync(
            () =>
            {
                ThrowIfDisposed();
                OnThread.EndIfStopped();
                return work();
            },
            undo,
            resource,
            cancellationToken,
            waitsForPerson,
            disposal ?? Disposal);
    }

    /// <summary>Lists the tokens. A caller that cancels returns at once, whatever the module does.</summary>
    public Task<TokenScan> ScanAsync(CancellationToken cancellationToken)
    {
        SharedModule shared = Shared;
        return RunAsync(() => Scan(shared), undo: static () => { }, resource: null, cancellationToken, waitsForPerson: false);
    }

    /// <summary>Reads a slot's token again; only on <see cref="Thread"/>.</summary>
    public BioTokenInfo Read(nuint slot) => Read(OnThread, slot);

    /// <summary>Lists the tokens that can be read; only on <see cref="Thread"/>.</summary>
    public IReadOnlyList<BioTokenInfo> Scan() => Scan(OnThread).Tokens;

    /// <summary>Whether a token is still in its slot; only on <see cref="Thread"/>.</summary>
    public bool IsPresent(BioTokenInfo token)
        => Cryptoki.GetTokenInfo(token.SlotId, out TokenInfo now) == CKR.OK && TokenKey.Of(now) == token.Key;

    /// <summary>Asks whether a slot changed. A module that does not report this lists its tokens each time.</summary>
    public Task<bool> MayHaveChangedAsync(CancellationToken cancellationToken)
    {
        SharedModule shared = Shared;
        return RunAsync(
            () => !shared.IsStarted || shared.Cryptoki.PollSlotEvent(out _) != CKR.NO_EVENT,
            undo: static () => { },
            resource: null,
            cancellationToken,
            waitsForPerson: false);
    }

    /// <summary>
    /// Closes this provider's tokens, and stops the module if no other provider uses it. Returns after two seconds if the module does not
    /// answer, and at once if it waits for a finger: the rest follows when it returns. <c>C_CancelFunction</c> does not help: it is a
    /// legacy function that returns <c>CKR_FUNCTION_NOT_PARALLEL</c> (PKCS#11 v2.40 section 5.15), and it would run beside the waiting
    /// call.
    /// </summary>
    public async Task StopAsync()
    {
        if (Close() is not { } shared)
            return;
        Task<bool> released = shared.Thread.RunAsync(() => Release(shared), CancellationToken.None);
        try
        {
            if (!await shared.Thread.WaitAsync(released, StopPatience).ConfigureAwait(false))
                Log.ModuleNotStopped(_logger, Path.GetFileName(Name), exception: null);
            else if (await released.ConfigureAwait(false))
                await shared.Thread.WaitAsync(shared.Thread.Ended, StopPatience).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            Log.ModuleNotStopped(_logger, Path.GetFileName(Name), e);
        }
    }

    /// <returns>The module to release, returned to one caller only; null if it is not in use.</returns>
    private SharedModule? Close()
    {
        lock (_gate)
        {
            bool isFirst = !_isClosed;
            _isClosed = true;
            return isFirst ? _shared : null;
        }
    }

    private void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw ModuleThread.ProviderDisposed();
    }

    /// <returns>True if the module's thread ends.</returns>
    private bool Release(SharedModule shared) => ModuleRegistry.Release(shared, callModule =>
    {
        shared.EndIfStopped();
        foreach (IModuleSession session in shared.OpenSessions.Where(s => s.Connection == this).ToArray())
            session.End(callModule);
    });

    /// <summary>Lists the tokens, and starts the module again if another part of the program has stopped it.</summary>
    private TokenScan Scan(SharedModule shared)
    {
        try
        {
            return ScanOnce(shared);
        }
        catch (BioTokenException e) when (e.Result == CKR.CRYPTOKI_NOT_INITIALIZED)
        {
            shared.End();
            return ScanOnce(shared);
        }
    }

    private TokenScan ScanOnce(SharedModule shared)
    {
        bool wasStarted = shared.IsStarted;
        IReadOnlyList<nuint> slots = shared.ReadSlots();
        if (!wasStarted)
            Log.ModuleStarted(_logger, Path.GetFileName(Name));
        List<BioTokenInfo> tokens = new(slots.Count);
        List<SkippedSource> skipped = [];
        foreach (nuint slot in slots)
        {
            try
            {
                BioTokenInfo token = Read(shared, slot);
                if (IsInUse(token.Token))
                    tokens.Add(token);
            }
            catch (BioTokenException e) when (e.Result is CKR.TOKEN_NOT_PRESENT or CKR.SLOT_ID_INVALID)
            {
                // The token was removed since, or the module lists its empty slots too.
            }
            catch (Exception e) when (e is not BioTokenException { Result: CKR.CRYPTOKI_NOT_INITIALIZED })
            {
                // One bad slot must not hide the others.
                BioTokenException reason = e as BioTokenException ?? Failures.Broken(Name, e);
                Log.SlotSkipped(_logger, slot, reason.Result ?? CKR.GENERAL_ERROR);
                skipped.Add(new SkippedSource { Module = Name, Slot = slot, Problem = reason });
            }
        }

        return new TokenScan { Tokens = tokens, Skipped = skipped };
    }

    private BioTokenInfo Read(SharedModule shared, nuint slot)
    {
        Failures.Check(shared.Cryptoki.GetTokenInfo(slot, out TokenInfo token), CryptokiFunction.GetTokenInfo);
        VendorProfile? simulated = shared.FindSimulated(token, _vendors);
        return new BioTokenInfo(
            this, Name, slot, simulated ?? _vendors.Resolve(Name, shared.ReadInfo), token, isSimulated: simulated is not null);
    }

    /// <summary>An uninitialized token holds nothing. Initializing it is the manufacturer's business.</summary>
    private static bool IsInUse(TokenInfo token)
        => (token.Flags & (TokenFlags.TokenInitialized | TokenFlags.UserPinInitialized)) != TokenFlags.None;
}
