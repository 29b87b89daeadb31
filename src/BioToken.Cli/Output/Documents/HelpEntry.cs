namespace BioToken.Cli.Output.Documents;

/// <summary>A command, argument or option in the help.</summary>
/// <param name="Name">How it is written, with its value.</param>
/// <param name="Description">Its description.</param>
internal sealed record HelpEntry(string Name, string Description);
