using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim script</c>: says who touches, and when.</summary>
internal sealed class SimScriptCommand : SimulatorCommand
{
    private readonly Argument<string> _script = new("SCRIPT") { Description = Texts.Get("ArgumentScript") };

    public SimScriptCommand(CliHost host)
        : base(host, "script", "CommandSimScript") => Arguments.Add(_script);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        try
        {
            simulator.SetScript(token.Serial, parse.GetRequiredValue(_script));
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.ScriptInvalid, e.Message, e);
        }

        return Texts.Format("SimScriptDone", Descriptions.Label(token));
    }
}
