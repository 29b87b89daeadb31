namespace BioToken.Npki.Tests;

/// <summary>Simulates the end of the process: the library must not catch it and continue.</summary>
public sealed class SimulatedKillException : Exception;
