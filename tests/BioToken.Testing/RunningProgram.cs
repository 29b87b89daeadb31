using System.Diagnostics;
using System.Text;

namespace BioToken.Testing;

/// <summary>A program that runs beside the test: a server, or a client that waits. It is ended with all its children.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly Task[] _readers;
    private int _seen;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is different in its environment; null values are taken out.</param>
    public RunningProgram(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        _process = Process.Start(ExternalProgram.StartInfo(program, arguments, environment))!;
        _readers = [ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError)];
    }

    /// <summary>All that it has written until now, to both streams.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    /// <summary>Waits until the program has written something after what was waited for before.</summary>
    /// <returns>The rest of the line, as far as it is written.</returns>
    /// <exception cref="TimeoutException">It did not within a minute, or ended without; the message has what it wrote.</exception>
    public string WaitFor(string expected)
    {
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        lock (_gate)
        {
            while (true)
            {
                string unseen = _text.ToString(_seen, _text.Length - _seen);
                int index = unseen.IndexOf(expected, StringComparison.Ordinal);
                if (index >= 0)
                {
                    _seen += index + expected.Length;
                    return unseen[(index + expected.Length)..].Split('\n')[0];
                }

                long left = deadline - Environment.TickCount64;
                if (left <= 0 || Array.TrueForAll(_readers, reader => reader is { IsCompleted: true }))
                    throw new TimeoutException($"'{expected}' was not written, but:\n{_text}");
                Monitor.Wait(_gate, (int)Math.Min(left, 100));
            }
        }
    }

    /// <summary>Writes a line to its standard input.</summary>
    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Ends its standard input and waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end within a minute; the message has what it wrote.</exception>
    public int WaitForExit()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience) || !Task.WaitAll(_readers, Patience))
            throw new TimeoutException($"The program did not end. It wrote:\n{Text}");
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        // A prompt has no line end, so that whole lines cannot be waited for.
        char[] buffer = new char[1024];
        int length;
        while ((length = await reader.ReadAsync(buffer)) > 0)
        {
            lock (_gate)
            {
                _text.Append(buffer, 0, length);
                Monitor.PulseAll(_gate);
            }
        }
    }
}
