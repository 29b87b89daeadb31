namespace BioToken.Cli.Output.Documents;

/// <summary>What a command that failed prints.</summary>
internal sealed record ErrorDocument(ErrorDetails Error);
