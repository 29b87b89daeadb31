using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Commands;

/// <summary>One command of the tool.</summary>
internal abstract class CliCommand : Command
{
    /// <param name="host">The services that commands share.</param>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">Key of its description.</param>
    protected CliCommand(CliHost host, string name, string description)
        : base(name, Texts.Get(description))
    {
        Host = host;
        SetAction((parse, _) => RunAsync(
            parse, new CommandOutput(host.Terminal, parse.GetValue<bool>(GlobalOptions.JsonName)), host.Interruption.Token));
    }

    protected CliHost Host { get; }

    protected abstract Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken);
}
