using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Native;

// Signatures and decryption, which have the same form.
internal sealed unsafe partial class NativeCryptoki
{
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key) => Begin(_functions.SignInit, session, mechanism, key);

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => Run(_functions.Sign, session, data, signature, out written);

    public CKR DecryptInit(nuint session, Mechanism mechanism, nuint key) => Begin(_functions.DecryptInit, session, mechanism, key);

    public CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        => Run(_functions.Decrypt, session, encrypted, data, out written);

    private CKR Begin(delegate* unmanaged[Cdecl]<nuint, void*, nuint, nuint> function, nuint session, Mechanism mechanism, nuint key)
    {
        Span<byte> memory = stackalloc byte[_structures.MechanismSize()];
        fixed (byte* pinned = memory)
        {
            _structures.EncodeMechanism(mechanism, memory, (nuint)pinned);
            return Result(function(session, pinned, key));
        }
    }

    // A module from before version 3.0 may read the mechanism without looking whether there is one.
    public CKR SignCancel(nuint session) => GetInfo(out CryptokiInfo info) == CKR.OK && info.CryptokiVersion.Major >= 3
        ? Result(_functions.SignInit(session, null, 0))
        : CKR.FUNCTION_NOT_SUPPORTED;

    private CKR Run(
        delegate* unmanaged[Cdecl]<nuint, void*, nuint, void*, nuint*, nuint> function,
        nuint session,
        ReadOnlySpan<byte> input,
        Span<byte> output,
        out int written)
    {
        byte empty = 0;
        nuint reported = (nuint)output.Length;
        CKR result;
        fixed (byte* from = input, to = output)
            result = Result(function(session, input.IsEmpty ? &empty : from, (nuint)input.Length, to, &reported));
        reported = Scalar(reported);
        written = 0;
        if (result is not (CKR.OK or CKR.BUFFER_TOO_SMALL))
            return result;
        if (reported > AttributeQuery.MaxTotalLength || (result == CKR.OK && !output.IsEmpty && reported > (nuint)output.Length))
            return CKR.GENERAL_ERROR;
        written = (int)reported;

        // An empty span is passed as NULL, which requests the length and returns CKR_OK: nothing was done yet.
        return output.IsEmpty && written > 0 ? CKR.BUFFER_TOO_SMALL : result;
    }
}
