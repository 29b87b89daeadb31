namespace BioToken.Tests.Contract;

/// <summary>What a backend can do beyond PIN, objects and signatures. Tests ask for capabilities, never for a backend's name.</summary>
[Flags]
public enum Capability
{
    None = 0,

    /// <summary>Asks for a finger.</summary>
    Finger = 1,

    /// <summary>Asks for the finger by a step of its own.</summary>
    FingerStep = 2,

    /// <summary>Asks for the finger for each signature.</summary>
    FingerPerSignature = 4,

    /// <summary>Counts and locks PINs, and tells how many tries are left.</summary>
    Counters = 8,

    /// <summary>Can be pulled out while the program runs.</summary>
    Removal = 16,

    /// <summary>Has an end to its memory.</summary>
    MemoryLimit = 32,
}
