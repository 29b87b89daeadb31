using Spectre.Console;

namespace BioToken.Cli.Terminal;

/// <summary>Where a command reads from and writes to: the process's console, or a test's.</summary>
internal interface ITerminal
{
    /// <summary>Standard input, for files given as <c>-</c>.</summary>
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

    /// <summary>Whether standard output is a terminal, where bytes that are no text do harm.</summary>
    bool IsOutputTerminal { get; }

    /// <summary>Whether standard output is a terminal whose user wants colors.</summary>
    bool UsesColor { get; }

    /// <summary>Whether a person sits at standard input and sees standard error, so that a question can be asked.</summary>
    bool IsInteractive { get; }

    /// <summary>Whether standard error is a terminal that can redraw lines.</summary>
    bool IsLive { get; }

    /// <summary>
    /// Forgets what was typed so far; from here on nothing that is typed is shown, and what nobody has read when the command ends is
    /// forgotten too. Otherwise a PIN that was typed too early would be seen, or run by the shell.
    /// </summary>
    void DiscardInput();

    /// <summary>Waits for a key, which is not shown.</summary>
    /// <exception cref="OperationCanceledException">Cancelled meanwhile.</exception>
    Task<ConsoleKeyInfo> ReadKeyAsync(CancellationToken cancellationToken);
}
