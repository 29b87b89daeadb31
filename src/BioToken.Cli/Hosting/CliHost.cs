using BioToken.Cli.Terminal;

namespace BioToken.Cli.Hosting;

/// <summary>What the commands of one run share.</summary>
/// <param name="Terminal">Where they read and write.</param>
/// <param name="Interruption">Ctrl+C.</param>
/// <param name="Time">The clock.</param>
/// <param name="JournalDirectory">Where the journal lies unless <c>--journal</c> says otherwise.</param>
internal sealed record CliHost(ITerminal Terminal, Interruption Interruption, TimeProvider Time, string JournalDirectory);
