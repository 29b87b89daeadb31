using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim reset</c>: restores all attempts, or resets a token to its factory state.</summary>
internal sealed class SimResetCommand : SimulatorCommand
{
    private readonly Option<bool> _factory = new("--factory") { Description = Texts.Get("OptionFactory") };

    public SimResetCommand(CliHost host)
        : base(host, "reset", "CommandSimReset") => Options.Add(_factory);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        SimulatedReset reset = parse.GetValue(_factory) ? SimulatedReset.Factory : SimulatedReset.Counters;
        simulator.Reset(token.SerialNumber, reset);
        return Texts.Format($"SimReset{reset}Done", Descriptions.Label(token));
    }
}
