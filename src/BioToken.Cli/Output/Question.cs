namespace BioToken.Cli;

/// <summary>Asks a person something that one key answers.</summary>
internal static class Question
{
    // ㅛ is the key Y while the keyboard is Korean.
    private const string Yes = "yYㅛ";

    /// <summary>Asks whether to go on.</summary>
    /// <exception cref="CliException">There is nobody to ask, or the answer is no.</exception>
    public static async Task ConfirmAsync(ITerminal terminal, string question, CancellationToken cancellationToken)
    {
        RequirePerson(terminal);
        ConsoleKeyInfo key = await AskAsync(terminal, $"{question} [y/N] ", cancellationToken);
        if (!Yes.Contains(key.KeyChar, StringComparison.Ordinal) || key.KeyChar == '\0')
            throw CliException.Of(ExitCode.Declined, "Declined");
    }

    /// <summary>Lets a person choose one of up to nine answers.</summary>
    /// <returns>The index of the answer.</returns>
    /// <exception cref="CliException">There is nobody to ask, or the person chose none.</exception>
    public static async Task<int> ChooseAsync(
        ITerminal terminal, string question, IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        RequirePerson(terminal);
        for (int i = 0; i < answers.Count; i++)
            await terminal.Error.WriteLineAsync($"  {i + 1}) {answers[i]}");
        ConsoleKeyInfo key = await AskAsync(terminal, $"{question} [1-{answers.Count}] ", cancellationToken);
        int chosen = key.KeyChar - '1';
        return chosen >= 0 && chosen < answers.Count ? chosen : throw CliException.Of(ExitCode.Declined, "Declined");
    }

    /// <exception cref="CliException">There is nobody to ask.</exception>
    public static void RequirePerson(ITerminal terminal)
    {
        if (!terminal.IsInteractive)
            throw CliException.Of(ExitCode.ConfirmationImpossible, "ConfirmationImpossible");
    }

    private static async Task<ConsoleKeyInfo> AskAsync(ITerminal terminal, string prompt, CancellationToken cancellationToken)
    {
        await terminal.Error.WriteAsync(prompt);
        await terminal.Error.FlushAsync(cancellationToken);
        ConsoleKeyInfo key = await terminal.ReadKeyAsync(cancellationToken);
        await terminal.Error.WriteLineAsync(char.IsControl(key.KeyChar) ? "" : key.KeyChar.ToString());
        return key;
    }
}
