using BioToken.Cli;
using BioToken.Cli.Terminal;

using ProcessTerminal terminal = new();
return await CommandLine.RunAsync(args, terminal, TimeProvider.System);
