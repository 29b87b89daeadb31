using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Native;

internal sealed unsafe partial class NativeCryptoki
{
    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        nuint handle = 0;
        CKR result = Result(_functions.OpenSession(slot, (nuint)(flags | SessionFlags.Serial), null, null, &handle));
        session = Scalar(handle);
        return result;
    }

    public CKR CloseSession(nuint session) => Result(_functions.CloseSession(session));

    public CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        byte* memory = stackalloc byte[CkStructures.InfoBufferSize];
        CKR result = Result(_functions.GetSessionInfo(session, memory));
        info = _structures.DecodeSessionInfo(Received(memory, result));
        return result;
    }

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        // NULL means "let the device ask", so an empty PIN needs a non-null address.
        byte empty = 0;
        fixed (byte* given = pin)
            return Result(_functions.Login(session, (nuint)user, pin.IsEmpty ? &empty : given, (nuint)pin.Length));
    }

    public CKR LoginOnDevice(nuint session, CKU user) => Result(_functions.Login(session, (nuint)user, null, 0));

    public CKR Logout(nuint session) => Result(_functions.Logout(session));

    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
    {
        // As with a login, NULL lets the device ask.
        byte empty = 0;
        fixed (byte* old = oldPin, changed = newPin)
        {
            return Result(_functions.SetPin(
                session, oldPin.IsEmpty ? &empty : old, (nuint)oldPin.Length, newPin.IsEmpty ? &empty : changed, (nuint)newPin.Length));
        }
    }
}
