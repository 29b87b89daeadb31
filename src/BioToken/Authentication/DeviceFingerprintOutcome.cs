namespace BioToken.Authentication;

/// <summary>Specifies the result of the last fingerprint match, if a device reports it.</summary>
internal enum DeviceFingerprintOutcome
{
    /// <summary>Nothing is known.</summary>
    None,

    /// <summary>It matched.</summary>
    Matched,

    /// <summary>It did not match.</summary>
    Mismatch,

    /// <summary>The fingerprint is blocked.</summary>
    Blocked,

    /// <summary>No finger was placed in time.</summary>
    TimedOut,

    /// <summary>The person canceled on the device.</summary>
    Canceled,
}
