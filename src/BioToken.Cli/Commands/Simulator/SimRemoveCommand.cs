using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim remove</c>: pulls a simulated token out.</summary>
internal sealed class SimRemoveCommand(CliHost host) : SimulatorCommand(host, "remove", "CommandSimRemove")
{
    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        simulator.Remove(token.Serial);
        return Texts.Format("SimRemoveDone", Descriptions.Label(token));
    }
}
