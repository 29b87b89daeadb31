using System.CommandLine;
using BioToken.Simulator;

namespace BioToken.Cli;

/// <summary><c>sim script</c>: says who touches, and when.</summary>
internal sealed class SimScriptCommand : SimulatorCommand
{
    // One argument for both words, since the one that may be left out comes first.
    private readonly Argument<string[]> _words = new("SCRIPT")
    {
        Description = Texts.Get("ArgumentScript"),
        HelpName = "[DIR] SCRIPT",
        Arity = new ArgumentArity(1, 2),
    };

    public SimScriptCommand(CliHost host)
        : base(host, "script", "CommandSimScript", readsDirectory: false) => Arguments.Add(_words);

    protected override string ReadDirectory(ParseResult parse)
        => parse.GetRequiredValue(_words) is [string directory, _] ? directory : TokenSimulator.DefaultDirectory;

    protected override string Change(TokenSimulator simulator, SimulatedToken token, ParseResult parse)
    {
        try
        {
            simulator.SetScript(token.Serial, parse.GetRequiredValue(_words)[^1]);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.ScriptInvalid, e.Message, e);
        }

        return Texts.Format("SimScriptDone", Descriptions.Label(token));
    }
}
