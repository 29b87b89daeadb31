namespace BioToken.Authentication;

/// <summary>State of a token's PIN, as its flags tell. Some drivers report wrong flags.</summary>
public enum PinState
{
    /// <summary>Nothing unusual.</summary>
    Ready,

    /// <summary>At least one wrong PIN since the last right one.</summary>
    CountLow,

    /// <summary>The next wrong PIN locks the token.</summary>
    FinalAttempt,

    /// <summary>Locked. Only the manufacturer of the token can unlock it.</summary>
    Locked,

    /// <summary>The PIN is the factory's, or has expired.</summary>
    ChangeRequired,

    /// <summary>No PIN was ever set.</summary>
    NotInitialized,
}
