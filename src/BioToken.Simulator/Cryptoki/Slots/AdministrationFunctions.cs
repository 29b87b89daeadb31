using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Slots;

/// <summary>
/// Initializing tokens and PINs (PKCS#11 v2.40 sections 5.5 and 5.6). The devices have a sensor and no keypad: none can ask for a PIN
/// itself.
/// </summary>
internal sealed class AdministrationFunctions(ApplicationState application, CallEntry calls)
{
    public CKR InitToken(nuint slot, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label)
    {
        Call call = calls.EnterSlot(TokenFunction.InitToken, slot);
        return call.EarlyReturn ?? call.End(InitToken(call.Device, officerPin, isOnDevice, label));
    }

    public CKR InitPin(nuint session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        Call call = calls.Enter(TokenFunction.InitPin, session);
        return call.EarlyReturn ?? call.End(InitPin(call.Session, pin, isOnDevice));
    }

    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice)
    {
        Call call = calls.Enter(TokenFunction.SetPin, session);
        return call.EarlyReturn ?? call.End(SetPin(call.Session, oldPin, newPin, isOnDevice));
    }

    private CKR InitToken(TokenDevice device, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label)
    {
        if (application.IsInUse(device))
            return CKR.SESSION_EXISTS;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        CKR rv = device.Initialize(officerPin, TokenLabel.Of(Encoding.UTF8.GetString(label)));
        if (rv == CKR.DEVICE_ERROR)
            return rv;
        // An application's own changes are not events for it.
        lock (application.Gate)
            application.SeenSlots[device.State.Slot] = SlotView.Of(device);
        return rv;
    }

    private CKR InitPin(Session session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        if (!application.IsOfficer(session))
            return CKR.USER_NOT_LOGGED_IN;
        return isOnDevice ? CKR.ARGUMENTS_BAD : session.Device.InitPin(pin, session.Insertion);
    }

    private CKR SetPin(Session session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice)
    {
        if (!session.IsReadWrite)
            return CKR.SESSION_READ_ONLY;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        return session.Device.ChangePin(application.IsOfficer(session) ? CKU.SO : CKU.USER, oldPin, newPin, session.Insertion);
    }
}
