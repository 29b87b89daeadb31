using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>
/// A session's active encryption or decryption. A call that only requests a length, or has too little space, changes nothing. Input and
/// output may be the same memory.
/// </summary>
internal abstract class CipherOperation : TokenOperation
{
    /// <summary>Carries out all of it in one call.</summary>
    public abstract CKR Run(ReadOnlySpan<byte> input, OutputBuffer output, out int written);

    /// <summary>Processes a part. A one-part mechanism returns an error.</summary>
    public virtual CKR Append(ReadOnlySpan<byte> part, OutputBuffer output, out int written)
    {
        written = 0;
        return CKR.FUNCTION_NOT_SUPPORTED;
    }

    /// <summary>Ends the parts.</summary>
    public virtual CKR Finish(OutputBuffer output, out int written)
    {
        written = 0;
        return CKR.FUNCTION_NOT_SUPPORTED;
    }
}
