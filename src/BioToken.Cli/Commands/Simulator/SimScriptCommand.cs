using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Commands.Simulator;

/// <summary><c>sim script</c>: sets the touches of the simulated person.</summary>
internal sealed class SimScriptCommand : SimulatorCommand
{
    private readonly SimulatorTextArgument _script;

    public SimScriptCommand(CliHost host)
        : base(host, "script", "CommandSimScript", readsDirectory: false)
        => _script = new SimulatorTextArgument(this, "SCRIPT", "ArgumentScript");

    protected override string ReadDirectory(ParseResult parse) => _script.ReadDirectory(parse);

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        try
        {
            simulator.SetScript(token.SerialNumber, _script.ReadText(parse));
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.ScriptInvalid, e.Message, e);
        }

        return Texts.Format("SimScriptDone", Descriptions.Label(token));
    }
}
