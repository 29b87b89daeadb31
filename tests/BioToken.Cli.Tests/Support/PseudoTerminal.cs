using System.Diagnostics;
using System.Text;

namespace BioToken.Cli.Tests;

/// <summary>
/// The built tool on a terminal of its own, created by script(1), for the output that a person sees and the keys that a person types.
/// </summary>
internal sealed class PseudoTerminal : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly byte[] _buffer = new byte[4096];
    private int _position;

    private PseudoTerminal(Process process) => _process = process;

    /// <summary>All that the terminal has shown.</summary>
    public string Seen => _seen.ToString();

    /// <summary>Starts a command line of the shell.</summary>
    public static PseudoTerminal Start(string command, params (string Name, string? Value)[] environment)
        => new(Tool.Start("script", ["-q", "-e", "-c", command, "/dev/null"], [("TERM", "xterm"), .. environment]));

    /// <summary>Waits until the terminal shows a text after that of the last call.</summary>
    /// <returns>The output from the last call to the end of the text.</returns>
    public async Task<string> ReadAsync(string text)
    {
        int start = _position;
        int found;
        while ((found = Seen.IndexOf(text, start, StringComparison.Ordinal)) < 0)
        {
            int count = await _process.StandardOutput.BaseStream.ReadAsync(_buffer, TestContext.Current.CancellationToken);
            Assert.True(count > 0, $"The terminal closed before it showed \"{text}\": {Seen}");
            _seen.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        }

        _position = found + text.Length;
        return Seen[start.._position];
    }

    /// <summary>Types keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the tool ends.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        while (await _process.StandardOutput.BaseStream.ReadAsync(_buffer, TestContext.Current.CancellationToken) is int count and > 0)
            _seen.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
