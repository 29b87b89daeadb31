namespace BioToken.Simulator.People;

/// <summary>One step of a touch script.</summary>
/// <param name="Kind">What the person does.</param>
/// <param name="Delay">How long it takes until then, counted from the moment the token asks.</param>
internal readonly record struct TouchStep(TouchKind Kind, TimeSpan Delay);
