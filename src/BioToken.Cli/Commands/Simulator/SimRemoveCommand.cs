using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim remove</c>: pulls a simulated token out.</summary>
internal sealed class SimRemoveCommand(CliHost host) : SimulatorCommand(host, "remove", "CommandSimRemove")
{
    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        simulator.Remove(token.SerialNumber);
        return Texts.Format("SimRemoveDone", Descriptions.Label(token));
    }
}
