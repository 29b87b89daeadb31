using System.Text;
using BioToken.Cli;
using Spectre.Console;

namespace BioToken.Reliability.Tests;

/// <summary>A terminal without a person.</summary>
internal sealed class SilentTerminal : ITerminal
{
    private readonly StringBuilder _text = new();

    public SilentTerminal()
    {
        Output = TextWriter.Synchronized(new StringWriter(_text));
        Live = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(Output) });
    }

    public Stream Input => Stream.Null;

    public TextWriter Output { get; }

    public TextWriter Error => Output;

    public IAnsiConsole Live { get; }

    public bool IsInteractive => false;

    public bool IsLive => false;

    /// <summary>All that was written.</summary>
    public string Text => _text.ToString();

    public Task<ConsoleKeyInfo> ReadKeyAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody is there.");
}
