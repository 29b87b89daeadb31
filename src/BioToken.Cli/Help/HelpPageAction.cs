using System.CommandLine;
using System.CommandLine.Invocation;

namespace BioToken.Cli;

/// <summary><c>--help</c>: the help of the command that it stands behind.</summary>
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
