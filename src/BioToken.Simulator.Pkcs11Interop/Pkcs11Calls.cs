using BioToken.Simulator.Mechanisms.Operations;
using Net.Pkcs11Interop.Common;
using CKR = BioToken.Pkcs11.Constants.CKR;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>From return values to Pkcs11Interop's exceptions.</summary>
internal static class Pkcs11Calls
{
    /// <summary>A call that writes bytes, or returns their number.</summary>
    public delegate CKR OutputCall(OutputBuffer output, out int written);

    /// <exception cref="Pkcs11Exception">The value is not CKR_OK.</exception>
    public static void Check(CKR result, string function)
    {
        if (result != CKR.OK)
            throw Failure(result, function);
    }

    public static Pkcs11Exception Failure(CKR result, string function) => new(function, (Net.Pkcs11Interop.Common.CKR)(uint)result);

    /// <summary>Calls twice, as Pkcs11Interop does: for the length, and for the bytes.</summary>
    /// <exception cref="Pkcs11Exception">One of the calls failed.</exception>
    public static byte[] Read(string function, OutputCall call)
    {
        Check(call(OutputBuffer.Query, out int length), function);
        byte[] output = new byte[length];
        Check(call(output.AsSpan(), out int written), function);
        // As Pkcs11Interop does, also for a length that a fault has raised.
        if (written != output.Length)
            Array.Resize(ref output, written);
        return output;
    }
}
