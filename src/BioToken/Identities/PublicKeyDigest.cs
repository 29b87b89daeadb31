using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Certificates;
using BioToken.Npki.Formats;

namespace BioToken.Identities;

/// <summary>
/// The digest that links keys and certificates: that of the modulus, as in <see cref="Objects.TokenObject.ContentHash"/> of a key.
/// </summary>
internal static class PublicKeyDigest
{
    /// <summary>SHA-256 of the certificate's modulus; null if its key is not an RSA key.</summary>
    public static byte[]? Of(NpkiCertificate certificate)
    {
        try
        {
            // SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING } around RSAPublicKey ::= SEQUENCE { modulus,
            // publicExponent }
            AsnReader info = new AsnReader(certificate.PublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
            if (info.ReadSequence().ReadObjectIdentifier() != Oids.RsaEncryption)
                return null;
            AsnReader key = new AsnReader(info.ReadBitString(out _), AsnEncodingRules.BER).ReadSequence();
            return SHA256.HashData(key.ReadIntegerBytes().Span.TrimStart((byte)0));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
