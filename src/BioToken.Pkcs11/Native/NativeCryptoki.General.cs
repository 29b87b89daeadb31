using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11.Native;

internal sealed unsafe partial class NativeCryptoki
{
    public CKR Initialize()
    {
        Span<byte> arguments = stackalloc byte[_structures.InitializeArguments.Size];
        _structures.EncodeInitializeArguments(arguments);
        fixed (byte* pinned = arguments)
            return Result(_functions.Initialize(pinned));
    }

    /// <summary>Starts a module that rejects arguments (<c>C_Initialize</c> with NULL, which promises one call at a time).</summary>
    internal CKR InitializeWithoutArguments() => Result(_functions.Initialize(null));

    public CKR FinalizeCryptoki() => Result(_functions.FinalizeCryptoki(null));

    public CKR GetInfo(out CryptokiInfo info)
    {
        byte* memory = stackalloc byte[CkStructures.InfoBufferSize];
        CKR result = Result(_functions.GetInfo(memory));
        info = _structures.DecodeInfo(Received(memory, result));
        return result;
    }

    /// <summary>The module's output; zeros if the call failed, since the output is undefined then.</summary>
    private static ReadOnlySpan<byte> Received(byte* memory, CKR result)
    {
        var received = new Span<byte>(memory, CkStructures.InfoBufferSize);
        if (result != CKR.OK)
            received.Clear();
        return received;
    }
}
