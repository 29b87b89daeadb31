using System.Text;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Terminal;

/// <summary>Lets a person type a line, which is shown, and end it with Enter.</summary>
internal static class LineInput
{
    private const int MaxLength = 64;
    private const char EndOfTransmission = '\u0004';

    /// <returns>The line; empty if the person ended the input or gave it up by Escape.</returns>
    /// <exception cref="OperationCanceledException">Canceled meanwhile.</exception>
    public static async Task<string> ReadAsync(ITerminal terminal, string prompt, CancellationToken cancellationToken)
    {
        // Input from before the prompt answers another question.
        terminal.DiscardInput();
        await terminal.Error.WriteAsync(prompt);
        await terminal.Error.FlushAsync(cancellationToken);
        StringBuilder line = new();
        try
        {
            while (await terminal.ReadKeyAsync(cancellationToken) is var key && !IsEnd(key))
            {
                if (key.Key == ConsoleKey.Escape)
                    return "";
                await ApplyKeyAsync(terminal, line, key);
            }

            return line.ToString();
        }
        finally
        {
            await terminal.Error.WriteLineAsync();
        }
    }

    private static bool IsEnd(ConsoleKeyInfo key) => key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n' or EndOfTransmission;

    private static async Task ApplyKeyAsync(ITerminal terminal, StringBuilder line, ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Backspace)
        {
            if (line.Length == 0)
                return;
            int cells = TextWidth.Of(line[^1].ToString());
            line.Length--;
            await terminal.Error.WriteAsync(string.Concat(Enumerable.Repeat("\b \b", cells)));
        }
        else if (!char.IsControl(key.KeyChar) && line.Length < MaxLength)
        {
            line.Append(key.KeyChar);
            await terminal.Error.WriteAsync(key.KeyChar);
        }

        await terminal.Error.FlushAsync(CancellationToken.None);
    }
}
