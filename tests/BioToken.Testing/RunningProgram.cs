using System.Diagnostics;
using System.Text;

namespace BioToken.Testing;

/// <summary>
/// A program that runs in parallel with the test: a server, or a client that waits. It is killed with all its child processes.
/// </summary>
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
    /// <param name="environment">Changes to its environment; null removes a variable.</param>
    public RunningProgram(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        _process = Process.Start(ExternalProgram.StartInfo(program, arguments, environment))!;
        _readers = [ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError)];
    }

    /// <summary>Its output so far, to both streams.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    /// <summary>Waits until the program has written a text after that of the last wait.</summary>
    /// <returns>The part of the line after the text that is already written.</returns>
    /// <exception cref="TimeoutException">It wrote no such text within a minute, or ended first; the message has its output.</exception>
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

    /// <summary>Closes its standard input and waits until it ends.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end within a minute; the message contains its output.</exception>
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
        // A prompt has no line end, so waiting for complete lines is not possible.
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
