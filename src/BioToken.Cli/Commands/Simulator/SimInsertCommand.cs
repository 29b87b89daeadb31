using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim insert</c>: plugs a simulated token in.</summary>
internal sealed class SimInsertCommand(CliHost host) : SimulatorCommand(host, "insert", "CommandSimInsert")
{
    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        simulator.Insert(token.Serial);
        return Texts.Format("SimInsertDone", Descriptions.Label(token));
    }
}
