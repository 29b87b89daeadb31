using System.Security.Cryptography;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Identities;

/// <summary>A certificate and its alleged key.</summary>
internal sealed record NpkiKeyPair(NpkiCertificate Certificate, NpkiPrivateKey PrivateKey)
{
    /// <summary>Whether the public numbers of both are the same, which is less than a proof.</summary>
    public bool HasSameNumbers
    {
        get
        {
            using RSA? publicKey = Certificate.GetRSAPublicKey();
            return publicKey is not null && PrivateKey.HasNumbersOf(publicKey.ExportParameters(includePrivateParameters: false));
        }
    }

    /// <summary>Proves that the key belongs to the certificate.</summary>
    /// <exception cref="NpkiException">It does not, or the certificate's key is not an RSA key.</exception>
    public void Verify()
    {
        using RSA publicKey = Certificate.GetRSAPublicKey() ?? throw NpkiException.UnsupportedKey(Certificate.PublicKeyOid);
        if (!PrivateKey.Matches(publicKey))
            throw NpkiException.KeyMismatch();
    }
}
