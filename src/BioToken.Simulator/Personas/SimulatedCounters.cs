using BioToken.Pkcs11.Constants;
using BioToken.Vendors;

namespace BioToken.Simulator.Personas;

/// <summary>The attempt counters of every simulated token.</summary>
internal static class SimulatedCounters
{
    /// <summary>The object and its attributes. A simulated choice; no real token is known to have it.</summary>
    public static AttemptCounters Attributes { get; } = new(0x80000F01, (CKA)0x80000F02, (CKA)0x80000F03, (CKA)0x80000F04);
}
