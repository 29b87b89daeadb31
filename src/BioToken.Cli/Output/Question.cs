using System.Globalization;
using BioToken.Cli.Errors;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;

namespace BioToken.Cli.Output;

/// <summary>Asks a person a question with an answer of one line.</summary>
internal static class Question
{
    private const int MaxAttempts = 3;

    // ㅛ is the key Y while the keyboard is Korean.
    private static readonly string[] Yes = ["y", "yes", "ㅛ", "예", "네"];

    /// <summary>Asks whether to continue.</summary>
    /// <exception cref="CliException">There is no terminal, or the answer is no.</exception>
    public static async Task ConfirmAsync(ITerminal terminal, string question, CancellationToken cancellationToken)
    {
        RequirePerson(terminal);
        string answer = await LineInput.ReadAsync(terminal, $"{question} [y/N] ", cancellationToken);
        if (!Yes.Contains(answer.Trim(), StringComparer.OrdinalIgnoreCase))
            throw CliException.Of(ExitCode.Declined, "Declined");
    }

    /// <summary>Asks a person to choose one of several answers.</summary>
    /// <returns>The index of the answer.</returns>
    /// <exception cref="CliException">
    /// There is no terminal, or the person chose none: by Enter alone, or by three invalid answers.
    /// </exception>
    public static async Task<int> ChooseAsync(
        ITerminal terminal, string question, IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        RequirePerson(terminal);
        for (int i = 0; i < answers.Count; i++)
            await terminal.Error.WriteLineAsync($"  {i + 1}) {answers[i]}");
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            string answer = (await LineInput.ReadAsync(terminal, $"{question} [1-{answers.Count}] ", cancellationToken)).Trim();
            if (answer.Length == 0)
                break;
            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int chosen)
                && chosen >= 1
                && chosen <= answers.Count)
                return chosen - 1;
            await terminal.Error.WriteLineAsync(Texts.Format("ChoiceOutOfRange", answers.Count));
        }

        throw CliException.Of(ExitCode.Declined, "Declined");
    }

    /// <exception cref="CliException">There is no terminal.</exception>
    public static void RequirePerson(ITerminal terminal)
    {
        if (!terminal.IsInteractive)
            throw CliException.Of(ExitCode.ConfirmationImpossible, "ConfirmationImpossible");
    }
}
