using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>
/// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2). A digest is signed by .NET, which is faster; other data prepared by the caller are padded here
/// and use the key's arithmetic.
/// </summary>
/// <param name="key">The private key to sign with, or the public key to verify with.</param>
/// <param name="hash">The digest; null if the caller prepares the data, as a rule a DigestInfo.</param>
internal sealed class RsaPkcsScheme(TokenObject key, HashAlgorithmName? hash) : SignatureScheme
{
    private const int PaddingOverhead = 11;

    public override int Length => key.Class == CKO.PRIVATE_KEY ? key.Key!.SignatureLength : key.RsaPublicKey.Length;

    public override CKR Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        if (input.Length > signature.Length - PaddingOverhead)
            return CKR.DATA_LEN_RANGE;
        RsaSigningKey signer = (RsaSigningKey)key.Key!;
        if (Parse(input, out HashAlgorithmName name, out ReadOnlySpan<byte> digest))
            return signer.TrySignHash(digest, signature, name, RSASignaturePadding.Pkcs1, out _) ? CKR.OK : CKR.FUNCTION_FAILED;

        Span<byte> encoded = stackalloc byte[signature.Length];
        Encode(input, encoded);
        return signer.TryCompute(encoded, signature) ? CKR.OK : CKR.FUNCTION_FAILED;
    }

    public override CKR Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        if (input.Length > signature.Length - PaddingOverhead)
            return CKR.DATA_LEN_RANGE;
        if (Parse(input, out HashAlgorithmName name, out ReadOnlySpan<byte> digest))
        {
            bool isValid = key.RsaPublicKey.VerifyHash(digest, signature, name, RSASignaturePadding.Pkcs1);
            return isValid ? CKR.OK : CKR.SIGNATURE_INVALID;
        }

        Span<byte> expected = stackalloc byte[signature.Length];
        Span<byte> opened = stackalloc byte[signature.Length];
        Encode(input, expected);
        return key.RsaPublicKey.TryCompute(signature, opened) && opened.SequenceEqual(expected) ? CKR.OK : CKR.SIGNATURE_INVALID;
    }

    private bool Parse(ReadOnlySpan<byte> input, out HashAlgorithmName name, out ReadOnlySpan<byte> digest)
    {
        name = hash ?? default;
        digest = input;
        return hash is not null || DigestInfo.TryParse(input, out name, out digest);
    }

    /// <summary>EMSA-PKCS1-v1_5 (RFC 8017 section 9.2) with T = the caller's data.</summary>
    private static void Encode(ReadOnlySpan<byte> data, Span<byte> encoded)
    {
        encoded.Fill(0xFF);
        encoded[0] = 0;
        encoded[1] = 1;
        encoded[^(data.Length + 1)] = 0;
        data.CopyTo(encoded[^data.Length..]);
    }
}
