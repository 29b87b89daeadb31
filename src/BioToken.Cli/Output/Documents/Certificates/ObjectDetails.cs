using BioToken.Cli.Output.Text;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>An object on a token.</summary>
/// <param name="Kind">Its kind; null if unreadable.</param>
/// <param name="Label">CKA_LABEL; null if it has none.</param>
/// <param name="Id">CKA_ID in hexadecimal; null if it has none.</param>
/// <param name="Hash">SHA-256 of its readable attributes, as in a plan.</param>
internal sealed record ObjectDetails(string? Kind, string? Label, string? Id, string Hash)
{
    public static ObjectDetails Of(PlannedObject one) => new(JsonName.Of(one.Kind), one.Label, one.Id, one.Hash);
}
