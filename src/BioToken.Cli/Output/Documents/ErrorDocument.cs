namespace BioToken.Cli.Output.Documents;

/// <summary>The output of a failed command.</summary>
internal sealed record ErrorDocument(ErrorDetails Error);
