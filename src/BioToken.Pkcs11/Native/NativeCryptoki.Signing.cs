namespace BioToken.Pkcs11;

internal sealed unsafe partial class NativeCryptoki
{
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
    {
        Span<byte> memory = stackalloc byte[_structures.MechanismSize()];
        fixed (byte* pinned = memory)
        {
            _structures.EncodeMechanism(mechanism, memory, (nuint)pinned);
            return Result(_functions.SignInit(session, pinned, key));
        }
    }

    // A module from before version 3.0 may read the mechanism without looking whether there is one.
    public CKR SignCancel(nuint session) => GetInfo(out CryptokiInfo info) == CKR.OK && info.CryptokiVersion.Major >= 3
        ? Result(_functions.SignInit(session, null, 0))
        : CKR.FUNCTION_NOT_SUPPORTED;

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        byte empty = 0;
        nuint reported = (nuint)signature.Length;
        CKR result;
        fixed (byte* input = data, output = signature)
            result = Result(_functions.Sign(session, data.IsEmpty ? &empty : input, (nuint)data.Length, output, &reported));
        reported = Scalar(reported);
        written = 0;
        if (result is not (CKR.OK or CKR.BUFFER_TOO_SMALL))
            return result;
        if (reported > AttributeQuery.MaxTotalLength || (result == CKR.OK && !signature.IsEmpty && reported > (nuint)signature.Length))
            return CKR.GENERAL_ERROR;
        written = (int)reported;

        // An empty span reaches the module as NULL, which asks for the length and is answered by CKR_OK: nothing was signed yet.
        return signature.IsEmpty && written > 0 ? CKR.BUFFER_TOO_SMALL : result;
    }
}
