using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>HMAC: the keyed digest is the signature itself.</summary>
internal sealed class HmacScheme(int length) : SignatureScheme
{
    public override int Length => length;

    public override CKR Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        input.CopyTo(signature);
        return CKR.OK;
    }

    public override CKR Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
        => CryptographicOperations.FixedTimeEquals(input, signature) ? CKR.OK : CKR.SIGNATURE_INVALID;
}
