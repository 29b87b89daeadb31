namespace BioToken.Simulator.People;

/// <summary>One step of a touch script.</summary>
/// <param name="Kind">The person's reaction.</param>
/// <param name="Delay">The delay after the token's request.</param>
internal readonly record struct TouchStep(TouchKind Kind, TimeSpan Delay);
