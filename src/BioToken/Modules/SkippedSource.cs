using BioToken.Errors;

namespace BioToken.Modules;

/// <summary>A module or slot whose tokens could not be listed.</summary>
/// <param name="Module">Path of the module's file, or the name of a module that has none.</param>
/// <param name="Slot">The module's number for the slot; null if it is the module as a whole.</param>
/// <param name="Reason">The reason and the next step.</param>
public sealed record SkippedSource(string Module, ulong? Slot, BioTokenException Reason);
