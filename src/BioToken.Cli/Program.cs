using BioToken.Cli;

using ProcessTerminal terminal = new();
return await CommandLine.RunAsync(args, terminal, TimeProvider.System);
