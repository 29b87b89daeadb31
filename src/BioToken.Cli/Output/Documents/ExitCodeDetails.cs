namespace BioToken.Cli.Output.Documents;

/// <summary>An exit code.</summary>
/// <param name="Code">Its name, as in errors.</param>
/// <param name="ExitCode">The number.</param>
/// <param name="Meaning">Its meaning, in the command's language.</param>
internal sealed record ExitCodeDetails(string Code, int ExitCode, string Meaning);
