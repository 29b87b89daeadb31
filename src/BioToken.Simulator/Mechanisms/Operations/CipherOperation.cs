using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>
/// An encryption or decryption under way in a session. A call that only asks for a length, or has too little room, changes nothing.
/// Input and output may be the same memory.
/// </summary>
internal abstract class CipherOperation : TokenOperation
{
    /// <summary>Carries out all of it in one call.</summary>
    public abstract CKR Run(ReadOnlySpan<byte> input, OutputBuffer output, out int written);

    /// <summary>Takes a part. A mechanism for one part alone refuses.</summary>
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
