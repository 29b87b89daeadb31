namespace BioToken.Cli;

/// <summary>All exit codes.</summary>
internal sealed record ExitCodesDocument(IReadOnlyList<ExitCodeDetails> ExitCodes);
