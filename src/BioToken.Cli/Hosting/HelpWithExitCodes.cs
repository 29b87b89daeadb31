using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace BioToken.Cli;

/// <summary>Help, and below that of the root command the list of exit codes.</summary>
internal sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Parent is not null)
            return result;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(Texts.Get("ExitCodesTitle"));
        foreach (ExitCode code in Enum.GetValues<ExitCode>())
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(int)code,3}  {Texts.Get("Exit" + code)}"));
        return result;
    }
}
