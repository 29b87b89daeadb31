using System.Runtime.InteropServices;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Terminal;

/// <summary>
/// Ctrl+C and the signals that ask a process to end. The first one cancels; a second one ends the process at once, but never while
/// the token is being changed.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TextWriter _error;
    private volatile bool _isChangingToken;

    public Interruption(TextWriter error) => _error = error;

    public CancellationToken Token => _source.Token;

    /// <summary>Listens to the signals of this process.</summary>
    public void Listen()
    {
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = Request()));
    }

    /// <summary>Handles one request to stop.</summary>
    /// <returns>False if the process may end at once.</returns>
    public bool Request()
    {
        bool isFirst = !_source.IsCancellationRequested;
        if (!isFirst && !_isChangingToken)
            return false;
        _error.WriteLine(Texts.Get((_isChangingToken, isFirst) switch
        {
            (true, true) => "StoppingWhileWriting",
            (true, false) => "StoppingWaitsForToken",
            _ => "Stopping",
        }));
        if (isFirst)
            _source.Cancel();
        return true;
    }

    /// <summary>Marks the time in which the token is being changed.</summary>
    public async Task<T> WhileChangingAsync<T>(Func<CancellationToken, Task<T>> change)
    {
        _isChangingToken = true;
        try
        {
            return await change(Token);
        }
        finally
        {
            _isChangingToken = false;
        }
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }
}
