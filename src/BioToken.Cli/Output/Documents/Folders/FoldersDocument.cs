namespace BioToken.Cli.Output.Documents.Folders;

/// <summary>Certificate folders that were found.</summary>
internal sealed record FoldersDocument(IReadOnlyList<FoundFolder> Folders);
