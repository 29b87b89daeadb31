using BioToken.Cli.Terminal;

namespace BioToken.Cli.Hosting;

/// <summary>The services that the commands of one run share.</summary>
/// <param name="Terminal">The terminal.</param>
/// <param name="Interruption">Ctrl+C.</param>
/// <param name="Time">The clock.</param>
/// <param name="JournalDirectory">The journal's directory unless <c>--journal</c> specifies one.</param>
internal sealed record CliHost(ITerminal Terminal, Interruption Interruption, TimeProvider Time, string JournalDirectory);
