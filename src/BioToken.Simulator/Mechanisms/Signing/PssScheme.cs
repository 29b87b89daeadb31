using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>
/// RSASSA-PSS (RFC 8017 section 8.1). .NET masks with the digest of the message and has a salt as long as the digest; every other choice is
/// encoded here and uses the key's arithmetic.
/// </summary>
/// <param name="key">The private key to sign with, or the public key to verify with.</param>
/// <param name="hash">Digest of the message.</param>
/// <param name="mask">Digest of the mask generation function.</param>
/// <param name="saltLength">Length of the salt in bytes.</param>
internal sealed class PssScheme(TokenObject key, HashAlgorithmName hash, HashAlgorithmName mask, int saltLength) : SignatureScheme
{
    private readonly PssEncoding _encoding = new(hash, mask, saltLength);

    public override int Length => (Bits + 7) / 8;

    /// <summary>Whether digest and salt fit into the key's signatures.</summary>
    public bool HasRoom => saltLength <= PssEncoding.Length(Bits) - Digests.Length(hash) - 2;

    private int Bits => key.Class == CKO.PRIVATE_KEY ? key.Key!.Bits : key.RsaPublicKey.Bits;

    private bool IsPlatform => mask == hash && saltLength == Digests.Length(hash);

    public override CKR Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        if (input.Length != Digests.Length(hash))
            return CKR.DATA_LEN_RANGE;
        RsaSigningKey signer = (RsaSigningKey)key.Key!;
        if (IsPlatform)
            return signer.TrySignHash(input, signature, hash, RSASignaturePadding.Pss, out _) ? CKR.OK : CKR.FUNCTION_FAILED;
        Span<byte> encoded = stackalloc byte[signature.Length];
        _encoding.Encode(input, Bits, encoded);
        return signer.TryCompute(encoded, signature) ? CKR.OK : CKR.FUNCTION_FAILED;
    }

    public override CKR Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        if (input.Length != Digests.Length(hash))
            return CKR.DATA_LEN_RANGE;
        RsaPublicKey verifier = key.RsaPublicKey;
        if (IsPlatform)
            return verifier.VerifyHash(input, signature, hash, RSASignaturePadding.Pss) ? CKR.OK : CKR.SIGNATURE_INVALID;
        Span<byte> opened = stackalloc byte[signature.Length];
        bool isValid = verifier.TryCompute(signature, opened) && _encoding.Verify(input, Bits, opened);
        return isValid ? CKR.OK : CKR.SIGNATURE_INVALID;
    }
}
