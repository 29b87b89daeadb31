using System.Text;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Initialising tokens and PINs (PKCS#11 v2.40 sections 5.5 and 5.6). The devices have a sensor and no keypad: none can ask for a PIN itself.
public sealed partial class SimulatedCryptoki
{
    internal CKR InitToken(nuint slot, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label)
    {
        CKR rv = FindSlot(slot, mustBePresent: true, out TokenDevice device);
        if (rv != CKR.OK)
            return rv;
        if (_simulator.HasSessions(device))
            return CKR.SESSION_EXISTS;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        try
        {
            rv = device.Initialize(officerPin, TokenSimulator.LabelOf(Encoding.UTF8.GetString(label)));
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        // The application's own doing is no event to it.
        lock (_gate)
            _seen[device.State.Slot] = SlotView.Of(device);
        return rv;
    }

    internal CKR InitPin(nuint session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        if (!IsOfficer(found))
            return CKR.USER_NOT_LOGGED_IN;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        try
        {
            return found.Device.InitPin(pin, found.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }

    internal CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        if (!found.IsReadWrite)
            return CKR.SESSION_READ_ONLY;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        try
        {
            return found.Device.ChangePin(IsOfficer(found) ? CKU.SO : CKU.USER, oldPin, newPin, found.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }

    internal bool HasSessions(TokenDevice device) => CountSessions(device).All > 0;
}
