using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary>A command about one simulated token of a directory.</summary>
internal abstract class SimulatorCommand : CliCommand
{
    private readonly Argument<string> _directory = new("DIR") { Description = Texts.Get("ArgumentSimulator") };
    private readonly Option<string> _token = new("--token") { Description = Texts.Get("OptionToken"), HelpName = "LABEL" };

    protected SimulatorCommand(CliHost host, string name, string description)
        : base(host, name, description)
    {
        Arguments.Add(_directory);
        Options.Add(_token);
    }

    /// <summary>Does it.</summary>
    /// <returns>What to tell a person.</returns>
    protected abstract string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse);

    protected override Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        using TokenSimulator simulator = SimulatorDirectory.Open(parse.GetRequiredValue(_directory));
        SimulatedToken token = SimulatorDirectory.Choose(simulator, parse.GetValue(_token));
        output.Line(Change(simulator, token, parse));
        SimulatedToken now = SimulatorDirectory.Choose(simulator, token.Serial);
        output.Json(new SimulatedTokensDocument([SimulatedTokenDetails.Of(now)]), JsonOutput.Types.SimulatedTokensDocument);
        return Task.CompletedTask;
    }
}
