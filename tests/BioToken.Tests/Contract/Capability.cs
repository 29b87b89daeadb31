namespace BioToken.Tests.Contract;

/// <summary>Capabilities of a backend beyond PIN, objects and signatures. Tests require capabilities, never a backend's name.</summary>
[Flags]
public enum Capability
{
    None = 0,

    /// <summary>Requests a finger.</summary>
    Finger = 1,

    /// <summary>Requests the finger in a separate step.</summary>
    FingerStep = 2,

    /// <summary>Requests the finger for each signature.</summary>
    FingerPerSignature = 4,

    /// <summary>Counts PIN attempts and locks PINs, and reports the attempts left.</summary>
    Counters = 8,

    /// <summary>Can be removed while the program runs.</summary>
    Removal = 16,

    /// <summary>Has limited memory.</summary>
    MemoryLimit = 32,
}
