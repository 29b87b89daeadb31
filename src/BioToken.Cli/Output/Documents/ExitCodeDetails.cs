namespace BioToken.Cli.Output.Documents;

/// <summary>An exit code.</summary>
/// <param name="Code">Its name, as in errors.</param>
/// <param name="ExitCode">The number.</param>
/// <param name="Meaning">What it means, in the language of the command.</param>
internal sealed record ExitCodeDetails(string Code, int ExitCode, string Meaning);
