namespace BioToken.Authentication;

/// <summary>Specifies what a person should do, or the result.</summary>
public enum FingerprintPromptKind
{
    /// <summary>Place an enrolled finger on the sensor.</summary>
    PlaceFinger,

    /// <summary>The token has read the finger; it can be lifted.</summary>
    LiftFinger,

    /// <summary>The finger matched.</summary>
    Matched,

    /// <summary>The finger did not match; another attempt is possible.</summary>
    TryAgain,

    /// <summary>The fingerprint is blocked.</summary>
    Blocked,
}
