using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Signing;

/// <summary>
/// Prepares the input of a signature: the digest is always computed on this computer, so that the token needs only one mechanism.
/// </summary>
internal static class SignatureInput
{
    /// <summary>Chooses the mechanism and builds its input.</summary>
    /// <exception cref="CryptographicException">The digest or padding has no counterpart in PKCS#11.</exception>
    public static (Mechanism Mechanism, byte[] Input) Prepare(byte[] hash, HashAlgorithmName algorithm, RSASignaturePadding padding)
    {
        (string oid, CKM digest, CKG mask, int length) = Describe(algorithm);
        if (hash.Length != length)
            throw new CryptographicException(Messages.Format("SignHashLength", algorithm.Name, length, hash.Length));
        return padding.Mode switch
        {
            RSASignaturePaddingMode.Pkcs1 => (new Mechanism(CKM.RSA_PKCS), DigestInfo(oid, hash)),
            RSASignaturePaddingMode.Pss => (new Mechanism(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(digest, mask, length) }, hash),
            _ => throw new CryptographicException(Messages.Format("SignPadding", padding)),
        };
    }

    /// <summary>Hashes data.</summary>
    /// <exception cref="CryptographicException">The digest has no counterpart in PKCS#11.</exception>
    public static byte[] Hash(ReadOnlySpan<byte> data, HashAlgorithmName algorithm)
    {
        Describe(algorithm);
        return CryptographicOperations.HashData(algorithm, data);
    }

    /// <summary>Returns the hashing mechanism.</summary>
    public static Mechanism Hashing(HashAlgorithmName algorithm, RSASignaturePadding padding)
    {
        bool isPss = padding.Mode == RSASignaturePaddingMode.Pss;
        (_, CKM digest, CKG mask, int length) = Describe(algorithm);
        CKM mechanism = digest switch
        {
            CKM.SHA256 => isPss ? CKM.SHA256_RSA_PKCS_PSS : CKM.SHA256_RSA_PKCS,
            CKM.SHA384 => isPss ? CKM.SHA384_RSA_PKCS_PSS : CKM.SHA384_RSA_PKCS,
            CKM.SHA512 => isPss ? CKM.SHA512_RSA_PKCS_PSS : CKM.SHA512_RSA_PKCS,
            _ => isPss ? CKM.SHA1_RSA_PKCS_PSS : CKM.SHA1_RSA_PKCS,
        };
        return isPss ? new Mechanism(mechanism) { Pss = new PssParameters(digest, mask, length) } : new Mechanism(mechanism);
    }

    private static (string Oid, CKM Digest, CKG Mask, int Length) Describe(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        nameof(HashAlgorithmName.SHA256) => ("2.16.840.1.101.3.4.2.1", CKM.SHA256, CKG.MGF1_SHA256, 32),
        nameof(HashAlgorithmName.SHA384) => ("2.16.840.1.101.3.4.2.2", CKM.SHA384, CKG.MGF1_SHA384, 48),
        nameof(HashAlgorithmName.SHA512) => ("2.16.840.1.101.3.4.2.3", CKM.SHA512, CKG.MGF1_SHA512, 64),
        nameof(HashAlgorithmName.SHA1) => ("1.3.14.3.2.26", CKM.SHA_1, CKG.MGF1_SHA1, 20),
        _ => throw new CryptographicException(Messages.Format("SignHashUnknown", algorithm.Name)),
    };

    /// <summary>DigestInfo ::= SEQUENCE { AlgorithmIdentifier { oid, NULL }, OCTET STRING } (RFC 8017 section 9.2).</summary>
    private static byte[] DigestInfo(string oid, byte[] hash)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
                writer.WriteNull();
            }

            writer.WriteOctetString(hash);
        }

        return writer.Encode();
    }
}
