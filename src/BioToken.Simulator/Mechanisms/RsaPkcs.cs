using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>
/// CKM_RSA_PKCS: RSA PKCS #1 v1.5 over data that the caller prepared (PKCS#11 v2.40 mechanisms section 2.1.6). A DigestInfo goes the fast
/// way through .NET; any other data is padded here and signed by the slow way of <see cref="RsaSigningKey.SignRaw"/>.
/// </summary>
internal sealed class RsaPkcs() : SignMechanism(CKM.RSA_PKCS, CKK.RSA)
{
    private const int PaddingOverhead = 11;

    public override CKR Sign(SignOperation operation, ReadOnlySpan<byte> data, Span<byte> signature)
    {
        RsaSigningKey key = (RsaSigningKey)operation.Key;
        if (data.Length > signature.Length - PaddingOverhead)
            return CKR.DATA_LEN_RANGE;
        if (DigestInfo.TryParse(data, out HashAlgorithmName hash, out ReadOnlySpan<byte> digest))
            return key.TrySignHash(digest, signature, hash, RSASignaturePadding.Pkcs1, out _) ? CKR.OK : CKR.FUNCTION_FAILED;

        // EMSA-PKCS1-v1_5 (RFC 8017 section 9.2) with T = the caller's data.
        byte[] encoded = new byte[signature.Length];
        encoded[1] = 1;
        encoded.AsSpan(2, encoded.Length - data.Length - 3).Fill(0xFF);
        data.CopyTo(encoded.AsSpan(encoded.Length - data.Length));
        key.SignRaw(encoded, signature);
        return CKR.OK;
    }
}
