namespace BioToken.Cli.Output.Documents;

/// <summary>An error.</summary>
/// <param name="Code">Name of the exit code.</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Message">The failure and the next step.</param>
/// <param name="Hint">The option or command that helps; null if there is none.</param>
/// <param name="NextStep">The command line to type next; null if there is none in particular.</param>
/// <param name="AttemptsRemaining">Attempts left; null if unknown or irrelevant.</param>
/// <param name="Function">The PKCS#11 function that failed; null if none.</param>
/// <param name="ReturnValue">Its return value; null if none.</param>
/// <param name="Stage">Stage at which a write stopped; null if none was under way.</param>
/// <param name="Contents">The token's contents after an interrupted write; null if there was no write.</param>
/// <param name="Violations">Password rules that a new password breaks.</param>
internal sealed record ErrorDetails(
    string Code,
    int ExitCode,
    string Message,
    string? Hint,
    string? NextStep,
    int? AttemptsRemaining,
    string? Function,
    string? ReturnValue,
    string? Stage,
    string? Contents,
    IReadOnlyList<string> Violations);
