using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;
using BioToken.Simulator.Faults;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim faults</c>: sets the faults of a token.</summary>
internal sealed class SimFaultsCommand : SimulatorCommand
{
    private readonly SimulatorTextArgument _plan;

    public SimFaultsCommand(CliHost host)
        : base(host, "faults", "CommandSimFaults", readsDirectory: false)
        => _plan = new SimulatorTextArgument(this, "PLAN", "ArgumentFaults");

    protected override string ReadDirectory(ParseResult parse) => _plan.ReadDirectory(parse);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        FaultPlan plan = Parse(_plan.ReadText(parse));
        simulator.SetFaults(token.SerialNumber, plan);
        return Texts.Format(plan.Rules.Count == 0 ? "SimFaultsNone" : "SimFaultsDone", Descriptions.Label(token));
    }

    private static FaultPlan Parse(string text)
    {
        try
        {
            return FaultPlan.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.FaultPlanInvalid, e.Message, e);
        }
    }
}
