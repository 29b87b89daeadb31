using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Reads the state of the user's PIN from the flags of CK_TOKEN_INFO.</summary>
internal static class PinStates
{
    public static PinState From(TokenFlags flags) => flags switch
    {
        _ when flags.HasFlag(TokenFlags.UserPinLocked) => PinState.Locked,
        _ when flags.HasFlag(TokenFlags.UserPinFinalTry) => PinState.FinalTry,
        _ when flags.HasFlag(TokenFlags.UserPinCountLow) => PinState.CountLow,
        _ when !flags.HasFlag(TokenFlags.UserPinInitialized) => PinState.NotInitialized,
        _ when flags.HasFlag(TokenFlags.UserPinToBeChanged) => PinState.ToBeChanged,
        _ => PinState.Ready,
    };
}
