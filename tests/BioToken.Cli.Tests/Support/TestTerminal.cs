using System.Text;
using BioToken.Cli.Terminal;
using Spectre.Console;

namespace BioToken.Cli.Tests;

/// <summary>A terminal with a scripted user, or with none.</summary>
internal sealed class TestTerminal : ITerminal
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Queue<ConsoleKeyInfo> _keys;

    /// <param name="keys">The keys that the user types; null if there is no user.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="isLive">Whether standard error can redraw lines.</param>
    public TestTerminal(string? keys = null, byte[]? input = null, bool isLive = false)
    {
        IsInteractive = keys is not null;
        IsLive = isLive;
        _keys = new((keys ?? "").Select(c => new ConsoleKeyInfo(c, KeyOf(c), shift: false, alt: false, control: false)));
        Input = new MemoryStream(input ?? []);
        Output = TextWriter.Synchronized(new StringWriter(_output));
        Error = TextWriter.Synchronized(new StringWriter(_error));
        Live = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(Error) });
    }

    public Stream Input { get; }

    public TextWriter Output { get; }

    public MemoryStream RawOutput { get; } = new();

    Stream ITerminal.RawOutput => RawOutput;

    public TextWriter Error { get; }

    public IAnsiConsole Live { get; }

    public int? Width { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool UsesColor { get; init; }

    public bool IsInteractive { get; }

    public bool IsLive { get; }

    public string OutputText => _output.ToString();

    public string ErrorText => _error.ToString();

    /// <summary>Called before each key that is typed.</summary>
    public Action? OnKey { get; init; }

    /// <summary>Called when the tool waits for a key and none is left.</summary>
    public Action? OnOutOfKeys { get; init; }

    /// <summary>How often earlier input was discarded. The keys of a test are those of a person who waits for each prompt.</summary>
    public int Discards { get; private set; }

    public void DiscardInput() => Discards++;

    public async Task<ConsoleKeyInfo> ReadKeyAsync(CancellationToken cancellationToken)
    {
        if (_keys.Count > 0)
            OnKey?.Invoke();
        if (_keys.TryDequeue(out ConsoleKeyInfo key))
            return key;
        if (OnOutOfKeys is null)
            throw new InvalidOperationException("No key is left.");
        OnOutOfKeys();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("No key is left.");
    }

    private static ConsoleKey KeyOf(char c) => c switch
    {
        '\r' => ConsoleKey.Enter,
        '\b' => ConsoleKey.Backspace,
        '\e' => ConsoleKey.Escape,
        _ => ConsoleKey.None,
    };
}
