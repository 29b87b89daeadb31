using BioToken.Npki.Certificates;
using BioToken.Npki.Keys;
using BioToken.Npki.Resources;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Identities;

/// <summary>
/// A person's joint certificate with its open private key, and the key-management pair if there is one. Each key is verified to belong to
/// its certificate. Disposing zeroes the keys.
/// </summary>
public sealed partial class NpkiIdentity : IDisposable
{
    private NpkiIdentity(NpkiKeyPair signing, NpkiKeyPair? keyManagement, string? sourceFolder)
    {
        Certificate = signing.Certificate;
        PrivateKey = signing.PrivateKey;
        KeyManagementCertificate = keyManagement?.Certificate;
        KeyManagementKey = keyManagement?.PrivateKey;
        SourceFolder = sourceFolder;
    }

    /// <summary>The certificate for signing.</summary>
    public NpkiCertificate Certificate { get; }

    /// <summary>The key for signing. It belongs to this object.</summary>
    public NpkiPrivateKey PrivateKey { get; }

    /// <summary>The certificate for key management (암호용); null if there is no such pair.</summary>
    public NpkiCertificate? KeyManagementCertificate { get; }

    /// <summary>Both certificates, or the only one.</summary>
    internal IEnumerable<NpkiCertificate> Certificates => KeyManagementCertificate is { } km ? [Certificate, km] : [Certificate];

    /// <summary>The key for key management; null if there is no such pair. It belongs to this object.</summary>
    public NpkiPrivateKey? KeyManagementKey { get; }

    /// <summary>True if the signing key holds R, without which no identity number can be checked.</summary>
    /// <exception cref="ObjectDisposedException">The identity is disposed.</exception>
    public bool HasRandomValue => PrivateKey.HasRandomValue;

    /// <summary>True if the signing key holds something in the place of R that cannot be used.</summary>
    public bool HasUnusableRandomValue => PrivateKey.HasUnusableRandomValue;

    /// <summary>
    /// True if the certificate has a VID and the key no R: services that check the holder's identity (신원확인) will reject this identity.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The identity is disposed.</exception>
    public bool LacksRandomValue => Certificate.VirtualIdentifier is not null && !HasRandomValue;

    /// <summary>Full path of the folder that this was opened from; null if it came from elsewhere.</summary>
    public string? SourceFolder { get; }

    /// <summary>
    /// Makes an identity of certificates and keys and takes ownership of the keys: it disposes them, also if it rejects them.
    /// </summary>
    /// <param name="certificate">The certificate for signing.</param>
    /// <param name="privateKey">Its key.</param>
    /// <param name="keyManagementCertificate">The certificate for key management; null if there is none.</param>
    /// <param name="keyManagementKey">Its key; null if there is none.</param>
    /// <exception cref="ArgumentException">One half of the key-management pair is missing.</exception>
    /// <exception cref="Npki.Errors.NpkiException">
    /// A key does not belong to its certificate (<see cref="Npki.Errors.NpkiFailure.KeyMismatch"/>), or a certificate cannot have its role
    /// (<see cref="Npki.Errors.NpkiFailure.WrongRole"/>).
    /// </exception>
    public static NpkiIdentity Create(
        NpkiCertificate certificate,
        NpkiPrivateKey privateKey,
        NpkiCertificate? keyManagementCertificate = null,
        NpkiPrivateKey? keyManagementKey = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(privateKey);
        if (keyManagementCertificate is null != keyManagementKey is null)
            throw new ArgumentException(Messages.Get("PairIncomplete"), nameof(keyManagementKey));

        return Verify(
            new(certificate, privateKey),
            keyManagementCertificate is null ? null : new(keyManagementCertificate, keyManagementKey!),
            sourceFolder: null);
    }

    /// <summary>Returns whether an identity number is that of the holder.</summary>
    /// <param name="identityNumber">
    /// 13 digits (resident registration number) or 10 (business registration number). Hyphens are ignored.
    /// </param>
    /// <returns>The result; not available if the certificate has no VID or the key no R.</returns>
    /// <exception cref="ArgumentException">The number does not have 10 or 13 digits.</exception>
    /// <exception cref="ObjectDisposedException">The identity is disposed.</exception>
    public VirtualIdentifierCheck CheckVirtualIdentifier(ReadOnlySpan<char> identityNumber) =>
        Certificate.VirtualIdentifier?.Check(identityNumber, PrivateKey.RandomValue) ?? VirtualIdentifierCheck.NotAvailable;

    /// <summary>The certificate's holder and serial number.</summary>
    public override string ToString() => Certificate.ToString();

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        PrivateKey.Dispose();
        KeyManagementKey?.Dispose();
    }
}
