namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>A power cut lost something, or made it unreadable.</summary>
internal sealed class PowerCutLossException(string message) : Exception(message);
