namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>The exception for data that a power cut lost or made unreadable.</summary>
internal sealed class PowerCutLossException(string message) : Exception(message);
