using System.CommandLine;
using System.CommandLine.Invocation;
using BioToken.Cli.Errors;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Terminal;

namespace BioToken.Cli.Help;

/// <summary><c>--help</c>: shows the help of its command.</summary>
internal sealed class HelpPageAction(ITerminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.GetValue<bool>(GlobalOptions.JsonName))
            JsonOutput.Write(terminal.Output, HelpJson.Of(parseResult.CommandResult.Command), JsonOutput.Types.HelpDocument);
        else
            HelpPage.For(terminal).Write(parseResult.CommandResult.Command);
        return (int)ExitCode.Ok;
    }
}
