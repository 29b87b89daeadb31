using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>ECDSA over a digest; a signature is r and s, each as long as the curve's order.</summary>
/// <param name="key">The private key to sign with, or the public key to verify with.</param>
internal sealed class EcdsaScheme(TokenObject key) : SignatureScheme
{
    public override int Length => key.Class == CKO.PRIVATE_KEY ? key.Key!.SignatureLength : key.EcPublicKey.SignatureLength;

    public override CKR Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        if (input.Length is 0 or > Digests.MaxLength)
            return CKR.DATA_LEN_RANGE;
        return ((EcSigningKey)key.Key!).TrySignHash(input, signature, out _) ? CKR.OK : CKR.FUNCTION_FAILED;
    }

    public override CKR Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        if (input.Length is 0 or > Digests.MaxLength)
            return CKR.DATA_LEN_RANGE;
        return key.EcPublicKey.VerifyHash(input, signature) ? CKR.OK : CKR.SIGNATURE_INVALID;
    }
}
