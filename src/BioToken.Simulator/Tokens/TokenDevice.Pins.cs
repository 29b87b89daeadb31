using BioToken.Pkcs11.Constants;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Tokens;

// Checking, setting and changing PINs. An attempt is used durably before the PIN is checked, so that a killed process gains none.
internal sealed partial class TokenDevice
{
    /// <summary>Checks a PIN.</summary>
    /// <param name="user">Whose PIN.</param>
    /// <param name="pin">The PIN.</param>
    /// <param name="insertion">The insertion that the session was opened under.</param>
    public CKR CheckPin(CKU user, ReadOnlySpan<byte> pin, long insertion) => ForSession(insertion, pin, pin => Try(user, pin));

    /// <summary>Sets a PIN that was set before.</summary>
    public CKR ChangePin(CKU user, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, long insertion)
        => ForSession(insertion, new PinChange(oldPin, newPin), pins =>
        {
            if (!HasPinLength(pins.NewPin))
                return CKR.PIN_LEN_RANGE;
            CKR rv = user == CKU.USER && _state.UserPin.TriesLeft == 0 ? TryUnlock(pins.OldPin) : Try(user, pins.OldPin);
            if (rv == CKR.OK)
                Write(WithPin(user, pins.NewPin));
            return rv;
        });

    /// <summary>Sets the user's PIN for the security officer; a locked one is unlocked by it.</summary>
    public CKR InitPin(ReadOnlySpan<byte> pin, long insertion) => ForSession(insertion, pin, pin =>
    {
        if (!HasPinLength(pin))
            return CKR.PIN_LEN_RANGE;
        Write(WithPin(CKU.USER, pin));
        return CKR.OK;
    });

    /// <summary>
    /// Initializes the token: in one step the objects are erased and the user's PIN is unset. Fingers stay enrolled, with all their
    /// attempts. Sessions of other processes end as after a reconnection.
    /// </summary>
    public CKR Initialize(ReadOnlySpan<byte> officerPin, string label) => StoreGuard.Run(officerPin, officerPin =>
    {
        lock (_gate)
        {
            using IDisposable turn = _store.Lock();
            Reload();
            if (!IsInserted)
                return CKR.TOKEN_NOT_PRESENT;
            bool isFirstPin = _state.IsUninitialized && _state.OfficerPin.IsUnset;
            CKR rv = !isFirstPin ? Try(CKU.SO, officerPin) : HasPinLength(officerPin) ? CKR.OK : CKR.PIN_LEN_RANGE;
            if (rv != CKR.OK)
                return rv;
            // Section 5.5: an uninitialized token takes the officer's PIN from its first initialization.
            StoredPin officer = isFirstPin
                ? StoredPin.Create(officerPin, _state.OfficerPin.MaxTries, RoundsOf(_state.OfficerPin))
                : _state.OfficerPin;
            Erase(state => state with
            {
                Label = label,
                IsUninitialized = false,
                OfficerPin = officer,
                UserPin = StoredPin.Unset(state.UserPin.MaxTries, RoundsOf(state.UserPin)),
                FingerTriesLeft = state.MaxFingerTries,
                Insertions = state.Insertions + 1,
            });
        }

        Wake();
        return CKR.OK;
    });

    private CKR Try(CKU user, ReadOnlySpan<byte> pin)
    {
        StoredPin known = user == CKU.SO ? _state.OfficerPin : _state.UserPin;
        if (known.IsUnset)
            return CKR.USER_PIN_NOT_INITIALIZED;
        if (known.TriesLeft == 0)
            return CKR.PIN_LOCKED;
        Write(WithPin(user, known with { TriesLeft = known.TriesLeft - 1 }));
        if (!known.Matches(pin))
            return CKR.PIN_INCORRECT;
        Write(WithPin(user, known with { TriesLeft = known.MaxTries }));
        return CKR.OK;
    }

    /// <summary>
    /// Accepts the officer's PIN as the code that unlocks the user's, as pkcs11-tool sends it. The officer's last attempt is not used for
    /// that: it may be a user who enters the old PIN.
    /// </summary>
    private CKR TryUnlock(ReadOnlySpan<byte> code)
        => _state.OfficerPin.TriesLeft > 1 && Try(CKU.SO, code) == CKR.OK ? CKR.OK : CKR.PIN_LOCKED;

    private bool HasPinLength(ReadOnlySpan<byte> pin) => pin.Length >= Persona.MinPin && pin.Length <= Persona.MaxPin;

    /// <summary>A new PIN costs as much to check as the one before it.</summary>
    private TokenState WithPin(CKU user, ReadOnlySpan<byte> pin)
    {
        StoredPin known = user == CKU.SO ? _state.OfficerPin : _state.UserPin;
        return WithPin(user, StoredPin.Create(pin, known.MaxTries, RoundsOf(known)));
    }

    /// <summary>An earlier version wrote none for a PIN that is not set.</summary>
    private static int RoundsOf(StoredPin pin) => pin.Iterations > 0 ? pin.Iterations : StoredPin.DefaultIterations;

    private TokenState WithPin(CKU user, StoredPin pin)
        => user == CKU.SO ? _state with { OfficerPin = pin } : _state with { UserPin = pin };
}
