using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim faults</c>: says what goes wrong with a token.</summary>
internal sealed class SimFaultsCommand : SimulatorCommand
{
    // One argument for both words, since the one that may be left out comes first.
    private readonly Argument<string[]> _words = new("PLAN")
    {
        Description = Texts.Get("ArgumentFaults"),
        HelpName = "[DIR] PLAN",
        Arity = new ArgumentArity(1, 2),
    };

    public SimFaultsCommand(CliHost host)
        : base(host, "faults", "CommandSimFaults", readsDirectory: false) => Arguments.Add(_words);

    protected override string ReadDirectory(ParseResult parse)
        => parse.GetRequiredValue(_words) is [string directory, _] ? directory : TokenSimulator.DefaultDirectory;

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        FaultPlan plan = Parse(parse.GetRequiredValue(_words)[^1]);
        simulator.SetFaults(token.Serial, plan);
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
