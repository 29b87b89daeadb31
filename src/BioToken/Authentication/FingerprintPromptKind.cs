namespace BioToken.Authentication;

/// <summary>What a person should do, or what became of it.</summary>
public enum FingerprintPromptKind
{
    /// <summary>Place an enrolled finger on the sensor.</summary>
    PlaceFinger,

    /// <summary>The token answered; the finger can be lifted.</summary>
    LiftFinger,

    /// <summary>The finger matched.</summary>
    Matched,

    /// <summary>The finger did not match; another try is possible.</summary>
    TryAgain,

    /// <summary>The fingerprint is blocked.</summary>
    Blocked,
}
