using System.Text;
using BioToken.Cli.Terminal;
using Spectre.Console;

namespace BioToken.Reliability.Tests;

/// <summary>A terminal without a user.</summary>
internal sealed class SilentTerminal : ITerminal
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public SilentTerminal()
    {
        Output = TextWriter.Synchronized(new StringWriter(_output));
        Error = TextWriter.Synchronized(new StringWriter(_error));
        Live = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(Error) });
    }

    public Stream Input => Stream.Null;

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public IAnsiConsole Live { get; }

    public Stream RawOutput => Stream.Null;

    public int? Width => null;

    public bool IsOutputTerminal => false;

    public bool UsesColor => false;

    public bool IsInteractive => false;

    public bool IsLive => false;

    /// <summary>All text written to standard output.</summary>
    public string OutputText => _output.ToString();

    /// <summary>All text written.</summary>
    public string Text => _error.ToString() + _output;

    public void DiscardInput()
    {
    }

    public Task<ConsoleKeyInfo> ReadKeyAsync(CancellationToken cancellationToken)
        => throw new InvalidOperationException("Nobody is there.");
}
