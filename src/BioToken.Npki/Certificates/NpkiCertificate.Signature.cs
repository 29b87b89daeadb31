using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Certificates;

/// <content>The public key, and the issuer's signature.</content>
public sealed partial class NpkiCertificate
{
    // A hostile certificate must not make a verification take minutes.
    private const int MaxRsaKeySize = 16384;

    /// <summary>The holder's public key as an encoded SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> PublicKeyInfo => _fields.PublicKeyInfo;

    /// <summary>The holder's public key. The caller disposes it.</summary>
    /// <returns>Null if the key is not an RSA key.</returns>
    /// <exception cref="NpkiException">The key is malformed or longer than 16384 bits.</exception>
    public RSA? GetRSAPublicKey()
    {
        if (PublicKeyOid != Oids.RsaEncryption)
            return null;
        if (_fields.PublicKeyInfo.Length > 2 * MaxRsaKeySize / 8)
            throw NpkiException.ParameterOutOfRange("RSA key size", $"> {MaxRsaKeySize}", $"1–{MaxRsaKeySize}");

        return Import(RSA.Create());
    }

    /// <summary>
    /// Returns whether another certificate is that of the CA which issued this one: the names agree, it may sign certificates, and its key
    /// verifies the signature. The validity period is not checked.
    /// </summary>
    /// <param name="issuer">Certificate of the supposed issuer; may be this one, if self-signed.</param>
    /// <exception cref="NpkiException">The signature algorithm is not RSA (PKCS#1 v1.5) or ECDSA with SHA-1 or SHA-2.</exception>
    public bool IsIssuedBy(NpkiCertificate issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        if (!string.Equals(Issuer, issuer.Subject, StringComparison.OrdinalIgnoreCase) || !issuer.MayIssue)
            return false;

        (string keyOid, HashAlgorithmName hash) = SignatureAlgorithm(_fields.SignatureOid);
        if (issuer.PublicKeyOid != keyOid)
            return false;
        if (keyOid == Oids.RsaEncryption)
        {
            using RSA rsa = issuer.GetRSAPublicKey()!;
            return rsa.VerifyData(_fields.Signed.Span, _fields.Signature.Span, hash, RSASignaturePadding.Pkcs1);
        }

        using ECDsa ecdsa = issuer.Import(ECDsa.Create());
        return ecdsa.VerifyData(_fields.Signed.Span, _fields.Signature.Span, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The certificate as a .NET object, without a private key. The caller disposes it.</summary>
    /// <exception cref="CryptographicException">The system's reader rejects the certificate.</exception>
    public X509Certificate2 ToX509Certificate() => X509CertificateLoader.LoadCertificate(Der.Span);

    internal string PublicKeyOid => _fields.PublicKeyOid;

    /// <summary>The key in <see cref="PublicKeyInfo"/>, which does not depend on how its algorithm is written.</summary>
    internal ReadOnlyMemory<byte> PublicKeyBits => _fields.PublicKeyBits;

    private bool MayIssue => IsAuthority && Allows(X509KeyUsageFlags.KeyCertSign);

    private static (string KeyOid, HashAlgorithmName Hash) SignatureAlgorithm(string oid) => oid switch
    {
        "1.2.840.113549.1.1.5" => (Oids.RsaEncryption, HashAlgorithmName.SHA1),
        "1.2.840.113549.1.1.11" => (Oids.RsaEncryption, HashAlgorithmName.SHA256),
        "1.2.840.113549.1.1.12" => (Oids.RsaEncryption, HashAlgorithmName.SHA384),
        "1.2.840.113549.1.1.13" => (Oids.RsaEncryption, HashAlgorithmName.SHA512),
        "1.2.840.10045.4.1" => (Oids.EllipticCurveKey, HashAlgorithmName.SHA1),
        "1.2.840.10045.4.3.2" => (Oids.EllipticCurveKey, HashAlgorithmName.SHA256),
        "1.2.840.10045.4.3.3" => (Oids.EllipticCurveKey, HashAlgorithmName.SHA384),
        "1.2.840.10045.4.3.4" => (Oids.EllipticCurveKey, HashAlgorithmName.SHA512),
        _ => throw NpkiException.UnsupportedAlgorithm(oid),
    };

    private T Import<T>(T key)
        where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportSubjectPublicKeyInfo(_fields.PublicKeyInfo.Span, out _);
            return key;
        }
        catch (CryptographicException e)
        {
            key.Dispose();
            throw NpkiException.Malformed("SubjectPublicKeyInfo", e);
        }
    }
}
