using Spectre.Console;

namespace BioToken.Cli.Terminal;

/// <summary>A command's input and output: the process's console, or a test's.</summary>
internal interface ITerminal
{
    /// <summary>Standard input, for <c>-</c> instead of a file.</summary>
    Stream Input { get; }

    /// <summary>Standard output: results.</summary>
    TextWriter Output { get; }

    /// <summary>Standard output for bytes. Disposing it leaves standard output open.</summary>
    Stream RawOutput { get; }

    /// <summary>Standard error: progress, questions and errors.</summary>
    TextWriter Error { get; }

    /// <summary>Spectre's view of standard error, for live progress.</summary>
    IAnsiConsole Live { get; }

    /// <summary>Cells of a line of standard output; null if that is no terminal.</summary>
    int? Width { get; }

    /// <summary>Whether standard output is a terminal, where binary data do harm.</summary>
    bool IsOutputTerminal { get; }

    /// <summary>Whether standard output is a terminal with colors.</summary>
    bool UsesColor { get; }

    /// <summary>Whether standard input and standard error are a terminal, so that a question can be asked.</summary>
    bool IsInteractive { get; }

    /// <summary>Whether standard error is a terminal that can redraw lines.</summary>
    bool IsLive { get; }

    /// <summary>
    /// Discards pending input; from here on no input is shown, and unread input at the end of the command is forgotten too. Otherwise a PIN
    /// that was typed too early would be seen, or run by the shell.
    /// </summary>
    void DiscardInput();

    /// <summary>Waits for a key, which is not shown.</summary>
    /// <exception cref="OperationCanceledException">Canceled meanwhile.</exception>
    Task<ConsoleKeyInfo> ReadKeyAsync(CancellationToken cancellationToken);
}
