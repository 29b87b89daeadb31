namespace BioToken.Npki.Tests;

/// <summary>Stands for the end of the process: nothing in the library may catch it and go on.</summary>
public sealed class SimulatedKillException : Exception;
