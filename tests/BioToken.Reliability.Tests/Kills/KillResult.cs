namespace BioToken.Reliability.Tests;

/// <summary>What a sweep came to.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Kills">How often the command was killed.</param>
/// <param name="Missed">The calls of the undisturbed run at which it was not.</param>
/// <param name="Failures">What was lost, or not as promised.</param>
internal sealed record KillResult(string Scenario, int Kills, IReadOnlyList<string> Missed, IReadOnlyList<string> Failures);
