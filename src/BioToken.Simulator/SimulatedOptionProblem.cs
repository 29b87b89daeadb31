namespace BioToken.Simulator;

/// <summary>Why no simulated token can be made with an option's value.</summary>
/// <param name="Option">Name of the property of <see cref="SimulatedTokenOptions"/>.</param>
/// <param name="Message">The problem and the allowed values, for people.</param>
public sealed record SimulatedOptionProblem(string Option, string Message);
