using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Personas;
using BioToken.Simulator.State;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Slots;

/// <summary>C_GetTokenInfo (PKCS#11 v2.40 section 5.5).</summary>
internal sealed class TokenInfoFunctions(ApplicationState application, CallEntry calls)
{
    private static readonly TokenInfo NoToken = new() { Label = "", Manufacturer = "", Model = "", SerialNumber = "" };

    public CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        info = NoToken;
        Call call = calls.EnterSlot(TokenFunction.GetTokenInfo, slot);
        if (call.EarlyReturn is { } early)
            return early;
        info = Describe(call.Device);
        return call.End(CKR.OK);
    }

    private TokenInfo Describe(TokenDevice device)
    {
        (int sessions, int readWrite) = application.CountSessions(device);
        TokenState state = device.State;
        SimulatedPersona persona = device.Persona;
        ulong? total = persona.ReportsMemory ? (ulong)state.Memory : null;
        ulong? free = persona.ReportsMemory ? (ulong)Math.Max(0, state.Memory - device.MemoryUsed) : null;
        return new TokenInfo
        {
            Label = state.Label,
            Manufacturer = persona.Manufacturer,
            Model = persona.Model,
            SerialNumber = state.Serial,
            Flags = Flags(state, persona),
            MaxSessionCount = TokenLimit.Of(ApplicationState.MaxSessions),
            SessionCount = (ulong)sessions,
            MaxReadWriteSessionCount = TokenLimit.Of(ApplicationState.MaxSessions),
            ReadWriteSessionCount = (ulong)readWrite,
            MaxPinLength = (ulong)persona.MaxPin,
            MinPinLength = (ulong)persona.MinPin,
            TotalPublicMemory = total,
            FreePublicMemory = free,
            TotalPrivateMemory = total,
            FreePrivateMemory = free,
            HardwareVersion = new CryptokiVersion(1, 0),
            FirmwareVersion = persona.Firmware,
        };
    }

    private static TokenFlags Flags(TokenState state, SimulatedPersona persona)
    {
        TokenFlags flags = TokenFlags.RandomGenerator | TokenFlags.LoginRequired;
        if (!state.IsUninitialized)
            flags |= TokenFlags.TokenInitialized;
        if (!state.UserPin.IsUnset)
            flags |= TokenFlags.UserPinInitialized;
        if (persona.Profile.FingerprintMethod == FingerprintMethod.ProtectedPath)
            flags |= TokenFlags.ProtectedAuthenticationPath;
        flags |= PinFlags(
            state.UserPin, TokenFlags.UserPinCountLow, TokenFlags.UserPinFinalTry, TokenFlags.UserPinLocked, TokenFlags.UserPinToBeChanged);
        return flags | PinFlags(
            state.OfficerPin, TokenFlags.SoPinCountLow, TokenFlags.SoPinFinalTry, TokenFlags.SoPinLocked, TokenFlags.SoPinToBeChanged);
    }

    private static TokenFlags PinFlags(StoredPin pin, TokenFlags countLow, TokenFlags finalTry, TokenFlags locked, TokenFlags toBeChanged)
    {
        TokenFlags flags = pin.IsFactory ? toBeChanged : TokenFlags.None;
        if (pin.TriesLeft < pin.MaxTries)
            flags |= countLow;
        return pin.TriesLeft switch
        {
            0 => flags | locked,
            1 => flags | finalTry,
            _ => flags,
        };
    }
}
