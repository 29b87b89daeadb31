using BioToken.Errors;

namespace BioToken.Modules;

/// <summary>A module or slot whose tokens could not be listed.</summary>
public sealed class SkippedSource
{
    /// <summary>Path of the module's file, or the name of a module that has none.</summary>
    public required string Module { get; init; }

    /// <summary>The module's number for the slot; null if it is the module as a whole.</summary>
    public ulong? Slot { get; init; }

    /// <summary>What went wrong, and the next step.</summary>
    public required BioTokenException Problem { get; init; }
}
