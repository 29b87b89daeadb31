namespace BioToken.Cli;

/// <summary>What a command that failed prints.</summary>
internal sealed record ErrorDocument(ErrorDetails Error);
