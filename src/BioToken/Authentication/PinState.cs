namespace BioToken.Authentication;

/// <summary>Specifies the state of a token's PIN by its flags. Some drivers report wrong flags.</summary>
public enum PinState
{
    /// <summary>Nothing unusual.</summary>
    Ready,

    /// <summary>At least one wrong PIN since the last correct one.</summary>
    CountLow,

    /// <summary>The next wrong PIN locks the token.</summary>
    FinalAttempt,

    /// <summary>Locked. Only the manufacturer of the token can unlock it.</summary>
    Locked,

    /// <summary>The PIN is the factory default, or has expired.</summary>
    ChangeRequired,

    /// <summary>No PIN was ever set.</summary>
    NotInitialized,
}
