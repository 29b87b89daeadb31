using System.Text;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Initializing tokens and PINs (PKCS#11 v2.40 sections 5.5 and 5.6). The devices have a sensor and no keypad: none can ask for a PIN itself.
public sealed partial class SimulatedCryptoki
{
    internal CKR InitToken(nuint slot, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label)
    {
        Call call = TakeAtSlot(TokenFunction.InitToken, slot);
        return call.Answer ?? call.End(InitToken(call.Device, officerPin, isOnDevice, label));
    }

    internal CKR InitPin(nuint session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        Call call = Take(TokenFunction.InitPin, session);
        return call.Answer ?? call.End(InitPin(call.Session, pin, isOnDevice));
    }

    internal CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice)
    {
        Call call = Take(TokenFunction.SetPin, session);
        return call.Answer ?? call.End(SetPin(call.Session, oldPin, newPin, isOnDevice));
    }

    internal bool HasSessions(TokenDevice device) => CountSessions(device).All > 0;

    private CKR InitToken(TokenDevice device, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label)
    {
        if (_simulator.HasSessions(device))
            return CKR.SESSION_EXISTS;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        CKR rv;
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

    private CKR InitPin(Session session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        if (!IsOfficer(session))
            return CKR.USER_NOT_LOGGED_IN;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        try
        {
            return session.Device.InitPin(pin, session.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }

    private CKR SetPin(Session session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice)
    {
        if (!session.IsReadWrite)
            return CKR.SESSION_READ_ONLY;
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        try
        {
            return session.Device.ChangePin(IsOfficer(session) ? CKU.SO : CKU.USER, oldPin, newPin, session.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }
}
