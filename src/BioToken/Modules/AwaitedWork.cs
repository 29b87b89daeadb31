using System.Globalization;
using BioToken.Resources;

namespace BioToken.Modules;

/// <summary>Work with a result, and the task of the caller who waits for it.</summary>
internal sealed class AwaitedWork<T> : ModuleWork
{
    private readonly ModuleThread _thread;
    private readonly Func<T> _work;
    private readonly Action? _undo;
    private readonly IDisposable? _resource;
    private readonly bool _waitsForPerson;
    private readonly CancellationToken _cancellationToken;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly CancellationTokenRegistration _cancellation;
    private readonly CancellationTokenRegistration _disposal;
    private int _started;
    private bool _isWaiting;
    private bool _isDisposed;

    /// <summary>Makes it. <see cref="ModuleThread"/> documents the arguments.</summary>
    public AwaitedWork(
        ModuleThread thread,
        Func<T> work,
        Action? undo,
        IDisposable? resource,
        bool waitsForPerson,
        CancellationToken cancellationToken,
        CancellationToken disposal)
    {
        _thread = thread;
        _work = work;
        _undo = undo;
        _resource = resource;
        _waitsForPerson = waitsForPerson;
        _cancellationToken = cancellationToken;
        _cancellation = cancellationToken.UnsafeRegister(static item => ((AwaitedWork<T>)item!).Cancel(), this);
        _disposal = disposal.UnsafeRegister(static item => ((AwaitedWork<T>)item!).Release(), this);
    }

    public Task<T> Task => _completion.Task;

    public override void Run()
    {
        using IDisposable? resource = _resource;
        using CancellationTokenRegistration cancellation = _cancellation;
        using CancellationTokenRegistration disposal = _disposal;
        if (Interlocked.Exchange(ref _started, 1) != 0)
            return;
        // Errors and prompts are made here and read by the caller.
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
        try
        {
            if (!_completion.TrySetResult(_work()))
                _undo?.Invoke();
        }
        catch (OperationCanceledException e) when (e.CancellationToken == _cancellationToken)
        {
            _completion.TrySetCanceled(_cancellationToken);
        }
        catch (Exception e)
        {
            _completion.TrySetException(e);
        }
        finally
        {
            _thread.IsLeftBehind = false;
        }
    }

    /// <summary>Releases everything, for work that its thread no longer accepts.</summary>
    public void Discard()
    {
        _cancellation.Unregister();
        _disposal.Unregister();
        _resource?.Dispose();
    }

    public override void BeginWait()
    {
        bool isDisposed;
        lock (_gate)
        {
            _isWaiting = true;
            isDisposed = _isDisposed;
        }

        if (isDisposed)
            Release();
    }

    public override void EndWait()
    {
        lock (_gate)
            _isWaiting = false;
    }

    private void Cancel()
        => Leave(mayLeave: _undo is not null, _waitsForPerson, work => work._completion.TrySetCanceled(work._cancellationToken));

    private void Release()
    {
        bool isWaiting;
        lock (_gate)
        {
            _isDisposed = true;
            isWaiting = _isWaiting;
        }

        Leave(
            mayLeave: isWaiting || _undo is not null,
            isWaiting || _waitsForPerson,
            work => work._completion.TrySetException(work.Disposed()));
    }

    /// <summary>Releases the caller. Running work ends by itself; its caller waits for the end unless it may be abandoned.</summary>
    private void Leave(bool mayLeave, bool waitsForPerson, Func<AwaitedWork<T>, bool> release)
    {
        bool neverRuns = Interlocked.CompareExchange(ref _started, 1, 0) == 0;
        // Not only at its turn: behind a module that hangs, its turn never comes.
        if (neverRuns)
            _resource?.Dispose();
        if (_completion.Task.IsCompleted || (!neverRuns && !mayLeave))
            return;
        bool isLeftBehind = !neverRuns && waitsForPerson;
        if (isLeftBehind)
            _thread.IsLeftBehind = true;
        // The work may end at this very moment: then it was not abandoned.
        if (!release(this) && isLeftBehind)
            _thread.IsLeftBehind = false;
    }

    private ObjectDisposedException Disposed()
    {
        bool goesOn = _undo is null && Volatile.Read(ref _isWaiting);
        CultureInfo disposer = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = _uiCulture;
        try
        {
            return new ObjectDisposedException(
                DisposedObject, Messages.Format(goesOn ? "ErrorDisposedWhileWriting" : "ErrorDisposedWhileWaiting"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = disposer;
        }
    }
}
