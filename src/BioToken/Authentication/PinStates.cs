using BioToken.Pkcs11.Constants;

namespace BioToken.Authentication;

/// <summary>Maps the flags of CK_TOKEN_INFO to the state of the user's PIN.</summary>
internal static class PinStates
{
    /// <summary>Reads it.</summary>
    public static PinState From(TokenFlags flags) => flags switch
    {
        _ when flags.HasFlag(TokenFlags.UserPinLocked) => PinState.Locked,
        _ when flags.HasFlag(TokenFlags.UserPinFinalTry) => PinState.FinalAttempt,
        _ when flags.HasFlag(TokenFlags.UserPinCountLow) => PinState.CountLow,
        _ when !flags.HasFlag(TokenFlags.UserPinInitialized) => PinState.NotInitialized,
        _ when flags.HasFlag(TokenFlags.UserPinToBeChanged) => PinState.ChangeRequired,
        _ => PinState.Ready,
    };

    /// <summary>Flags that mean a state.</summary>
    public static TokenFlags ToFlags(PinState state) => state switch
    {
        PinState.NotInitialized => TokenFlags.None,
        PinState.ChangeRequired => TokenFlags.UserPinInitialized | TokenFlags.UserPinToBeChanged,
        PinState.CountLow => TokenFlags.UserPinInitialized | TokenFlags.UserPinCountLow,
        PinState.FinalAttempt => TokenFlags.UserPinInitialized | TokenFlags.UserPinFinalTry,
        PinState.Locked => TokenFlags.UserPinInitialized | TokenFlags.UserPinLocked,
        _ => TokenFlags.UserPinInitialized,
    };
}
