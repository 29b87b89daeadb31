using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Modules;

namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>A module or slot that could not be read.</summary>
/// <param name="Module">Path or name of the module.</param>
/// <param name="Slot">Number of the slot; null if it is the whole module.</param>
/// <param name="Code">Name of the exit code that it would have alone.</param>
/// <param name="Message">The reason and the next step.</param>
/// <param name="Function">The PKCS#11 function; null if none was called.</param>
/// <param name="ReturnValue">Its return value; null if none was called.</param>
internal sealed record SkippedDetails(string Module, ulong? Slot, string Code, string Message, string? Function, string? ReturnValue)
{
    public static SkippedDetails Of(SkippedSource skipped) => new(
        skipped.Module,
        skipped.Slot,
        JsonName.Of(ExitCodes.Of(skipped.Problem)),
        CommandWords.Of(skipped.Problem.Message),
        CallText.Function(skipped.Problem.Function),
        CallText.ReturnValue(skipped.Problem.ReturnValue));
}
