using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;

namespace BioToken.Identities;

/// <summary>A certificate on a token with the objects that go with it.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="CertificateObject">The certificate's own object.</param>
/// <param name="KeyObjects">Keys and R.</param>
/// <param name="SharesKeys">True if another certificate on the token has the same CKA_ID, or uses the same keys.</param>
/// <param name="Strangers">Objects that bear its CKA_ID or its public key and are not its own.</param>
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

    /// <summary>Whether it is one that goes with another, for signing.</summary>
    public bool IsForKeyManagementOnly => !Certificate.IsForSigning && Certificate.IsForKeyManagement;

    /// <summary>Whether it may go with another that is for signing without doubt: it does not say what it is for, and has no VID.</summary>
    public bool MayBeForKeyManagement => IsForKeyManagementOnly || Certificate is { StatesKeyUsage: false, VirtualIdentifier: null };

    /// <summary>
    /// What an erasure removes, certificate first: a certificate without a key is harmless, a key without a certificate cannot be seen.
    /// Keys that serve another certificate too stay, or that one would lose them.
    /// </summary>
    public IEnumerable<TokenObject> Erasable => SharesKeys ? [CertificateObject] : [CertificateObject, .. KeyObjects];

    /// <summary>What has to do with it and stays when it is erased.</summary>
    public IEnumerable<TokenObject> Remaining => SharesKeys ? [.. KeyObjects, .. Strangers] : Strangers;
}
