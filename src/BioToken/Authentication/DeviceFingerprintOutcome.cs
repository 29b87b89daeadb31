namespace BioToken.Authentication;

/// <summary>What became of the last finger, where a device tells.</summary>
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

    /// <summary>No finger came in time.</summary>
    TimedOut,

    /// <summary>The person cancelled on the device.</summary>
    Cancelled,
}
