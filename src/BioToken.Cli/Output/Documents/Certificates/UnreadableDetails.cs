using BioToken.Cli.Output.Text;
using BioToken.Objects;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>An object on a token that cannot be read.</summary>
/// <param name="Object">Its known properties.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReturnValue">The module's return value; null if it was not an error.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record UnreadableDetails(ObjectDetails Object, string Reason, string? ReturnValue, string Message)
{
    public static UnreadableDetails Of(UnreadableObject one) => new(
        new ObjectDetails(one.Kind is { } kind ? JsonName.Of(kind) : null, one.Label, one.Id, one.Hash),
        JsonName.Of(one.Reason),
        CallText.ReturnValue(one.ReturnValue),
        one.Message);
}
