namespace BioToken.Cli.Output.Documents;

/// <summary>The help of a command, or the options that many have.</summary>
/// <param name="Command">The command; null for the options that many have.</param>
/// <param name="Description">Its description; null as above.</param>
/// <param name="Usage">How it is called; null as above.</param>
/// <param name="Example">A command line that works; null as above.</param>
/// <param name="Commands">The commands of a group.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Options">Its options, with those that it shares with others.</param>
internal sealed record HelpDocument(
    string? Command,
    string? Description,
    string? Usage,
    string? Example,
    IReadOnlyList<HelpEntry> Commands,
    IReadOnlyList<HelpEntry> Arguments,
    IReadOnlyList<HelpEntry> Options);
