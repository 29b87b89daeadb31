using BioToken.Simulator;

namespace BioToken.Cli.Output.Documents.Simulator;

/// <summary>An object on a simulated token, without its value.</summary>
internal sealed record SimulatedObjectDetails(string Class, string Label, string Id, bool Private, int Size)
{
    public static SimulatedObjectDetails Of(SimulatedObject found)
        => new(found.Class.ToString(), found.Label, found.Id, found.IsPrivate, found.Size);
}
