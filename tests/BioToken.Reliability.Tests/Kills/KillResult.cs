namespace BioToken.Reliability.Tests;

/// <summary>The result of a sweep.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Kills">The number of times that the command was killed.</param>
/// <param name="Missed">The calls of the undisturbed run at which the command was not killed.</param>
/// <param name="Failures">The losses and broken guarantees.</param>
internal sealed record KillResult(string Scenario, int Kills, IReadOnlyList<string> Missed, IReadOnlyList<string> Failures);
