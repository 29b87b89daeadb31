using BioToken.Cli.Output.Text;
using BioToken.Simulator;
using BioToken.Tokens;

namespace BioToken.Cli.Output.Documents.Simulator;

/// <summary>An object on a simulated token, without its value.</summary>
internal sealed record SimulatedObjectDetails(string Kind, string Label, string Id, bool Private, int Size)
{
    public static SimulatedObjectDetails Of(SimulatedObject found)
        => new(JsonName.Of((TokenObjectKind)found.Class), found.Label, found.Id, found.IsPrivate, found.Size);
}
