using BioToken.Cli;

return await CommandLine.RunAsync(args, new ProcessTerminal(), TimeProvider.System);
