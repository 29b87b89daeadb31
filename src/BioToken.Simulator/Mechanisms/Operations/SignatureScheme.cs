using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>Signs a digest, or data that the caller prepared.</summary>
internal abstract class SignatureScheme
{
    /// <summary>Length of a signature in bytes.</summary>
    public abstract int Length { get; }

    /// <summary>Signs.</summary>
    /// <param name="input">The digest or the data.</param>
    /// <param name="signature">Room for <see cref="Length"/> bytes.</param>
    public abstract CKR Sign(ReadOnlySpan<byte> input, Span<byte> signature);

    /// <summary>Verifies.</summary>
    /// <param name="input">The digest or the data.</param>
    /// <param name="signature"><see cref="Length"/> bytes.</param>
    public abstract CKR Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);
}
