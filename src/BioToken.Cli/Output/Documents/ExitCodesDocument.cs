namespace BioToken.Cli.Output.Documents;

/// <summary>All exit codes.</summary>
internal sealed record ExitCodesDocument(IReadOnlyList<ExitCodeDetails> ExitCodes);
