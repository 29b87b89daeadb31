using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;

namespace BioToken.Identities;

/// <summary>A certificate on a token with the objects that go with it.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="CertificateObject">The certificate's own object.</param>
/// <param name="KeyObjects">Keys and R.</param>
/// <param name="SharesKeys">True if another certificate on the token has the same CKA_ID, or uses the same keys.</param>
/// <param name="Strangers">Objects with its CKA_ID or its public key that are not its own.</param>
internal sealed record TokenKeyPair(
    NpkiCertificate Certificate,
    TokenObject CertificateObject,
    KeyList KeyObjects,
    bool SharesKeys,
    IEnumerable<TokenObject> Strangers)
{
    public byte[] Id => CertificateObject.Id;

    public TokenObject? PrivateKey => KeyObjects.First(CKO.PRIVATE_KEY);

    public bool HasRandomValue => KeyObjects.First(CKO.DATA) is not null;

    /// <summary>Whether it may be the key-management partner of a signature certificate.</summary>
    public bool IsForKeyManagementOnly => !Certificate.IsForSigning && Certificate.IsForKeyManagement;

    /// <summary>
    /// Whether it may be the partner of a certificate that is clearly for signing: its use is unknown, and it has no VID.
    /// </summary>
    public bool MayBeForKeyManagement => IsForKeyManagementOnly || Certificate is { StatesKeyUsage: false, VirtualIdentifier: null };

    /// <summary>
    /// The objects that an erasure removes, certificate first: a certificate without a key is harmless, a key without a certificate cannot
    /// be seen. Keys that another certificate also uses stay.
    /// </summary>
    public IEnumerable<TokenObject> Erasable => SharesKeys ? [CertificateObject] : [CertificateObject, .. KeyObjects];

    /// <summary>Related objects that stay when it is erased.</summary>
    public IEnumerable<TokenObject> Remaining => SharesKeys ? [.. KeyObjects, .. Strangers] : Strangers;
}
