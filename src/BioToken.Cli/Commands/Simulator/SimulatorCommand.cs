using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Simulator;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary>A command about one simulated token of a directory.</summary>
internal abstract class SimulatorCommand : CliCommand
{
    private readonly SimulatorArgument? _directory;
    private readonly Option<string> _token = new("--token") { Description = Texts.Get("OptionToken"), HelpName = "LABEL" };

    /// <param name="host">The services that commands share.</param>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">Key of its description.</param>
    /// <param name="readsDirectory">False for a command that reads the directory itself.</param>
    protected SimulatorCommand(CliHost host, string name, string description, bool readsDirectory = true)
        : base(host, name, description)
    {
        _directory = readsDirectory ? new SimulatorArgument(this) : null;
        Options.Add(_token);
    }

    /// <summary>The simulator's directory.</summary>
    protected virtual string ReadDirectory(ParseResult parse) => _directory!.Read(parse);

    /// <summary>Does it.</summary>
    /// <returns>The message for a person.</returns>
    protected abstract string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse);

    protected override Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        using TokenSimulator simulator = SimulatorDirectory.Open(ReadDirectory(parse));
        SimulatedToken token = SimulatorDirectory.Choose(simulator, parse.GetValue(_token));
        output.Line(Change(simulator, token, parse));
        SimulatedToken now = SimulatorDirectory.Choose(simulator, token.SerialNumber);
        output.Json(new SimulatedTokensDocument([SimulatedTokenDetails.Of(now)]), JsonOutput.Types.SimulatedTokensDocument);
        return Task.CompletedTask;
    }
}
