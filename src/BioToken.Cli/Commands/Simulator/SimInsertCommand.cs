using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim insert</c>: plugs a simulated token in.</summary>
internal sealed class SimInsertCommand(CliHost host) : SimulatorCommand(host, "insert", "CommandSimInsert")
{
    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        simulator.Insert(token.SerialNumber);
        return Texts.Format("SimInsertDone", Descriptions.Label(token));
    }
}
