using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>A certificate on a token with the objects that share its CKA_ID.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Id">CKA_ID.</param>
/// <param name="CertificateObject">The certificate's own object.</param>
/// <param name="KeyObjects">Keys and R.</param>
/// <param name="SharesKeys">True if another certificate on the token has the same CKA_ID.</param>
internal sealed record TokenKeyPair(
    NpkiCertificate Certificate, byte[] Id, TokenObject CertificateObject, IReadOnlyList<TokenObject> KeyObjects, bool SharesKeys)
{
    public TokenObject? PrivateKey => KeyObjects.FirstOrDefault(o => o.Class == CKO.PRIVATE_KEY);

    public bool HasRandomValue => KeyObjects.Any(o => o.Class == CKO.DATA);

    /// <summary>
    /// What an erasure removes, certificate first: a certificate without a key is harmless, a key without a certificate cannot be seen. Keys that
    /// serve another certificate too stay, or that one would lose them.
    /// </summary>
    public IEnumerable<TokenObject> Erasable => SharesKeys ? [CertificateObject] : [CertificateObject, .. KeyObjects];
}
