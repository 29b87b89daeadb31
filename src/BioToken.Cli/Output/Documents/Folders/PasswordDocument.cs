namespace BioToken.Cli.Output.Documents.Folders;

/// <summary>A password that was accepted, or a change that was made.</summary>
/// <param name="Policy">The rules.</param>
/// <param name="Accepted">Always true: a password that breaks the rules is an error.</param>
/// <param name="Folder">The folder whose password was changed; null for a check.</param>
internal sealed record PasswordDocument(string Policy, bool Accepted, string? Folder);
