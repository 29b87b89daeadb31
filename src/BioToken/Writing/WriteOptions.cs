using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Writing;

/// <summary>What a write or replacement may do beyond the safe defaults.</summary>
public sealed record WriteOptions
{
    /// <summary>The defaults.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>Write a certificate that has expired.</summary>
    public bool AllowExpired { get; init; }

    /// <summary>Write a certificate of a test authority to a real token. Simulated tokens always accept it.</summary>
    public bool AllowTestAuthority { get; init; }

    /// <summary>
    /// Replace an identity that has the random value R with one whose key has none, although its certificate has a VID. Identity checks by
    /// number (신원확인), which bidding sites make, fail with such an identity.
    /// </summary>
    public bool AllowMissingRandomValue { get; init; }

    /// <summary>
    /// If a token does not have enough space for the new identity beside the old one, erase the old one first. <b>This cannot be
    /// undone</b>: an erased key cannot be restored, and until the new identity is written the token has none. It must have been opened
    /// from a folder, which must stay until then: <see cref="IWriteRecovery.ResumeAsync"/> finishes from it after any interruption of the
    /// replacement. If there is enough space for both, this option has no effect.
    /// </summary>
    public bool AllowEraseBeforeWrite { get; init; }

    /// <summary>Do exactly what this plan specifies, or nothing; null to make a new plan.</summary>
    public WritePlan? Plan { get; init; }

    /// <summary>
    /// Checks the dates of a certificate, which need no password and no token. A write makes the same check and rejects what it finds: a
    /// program can find it before it asks for anything.
    /// </summary>
    /// <param name="certificate">The certificate, of a signature or for key management.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null if nothing speaks against it.</returns>
    public CertificateRejection? CheckValidity(NpkiCertificate certificate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (now < certificate.NotBefore)
            return CertificateRejection.NotYetValid;
        return now > certificate.NotAfter && !AllowExpired ? CertificateRejection.Expired : null;
    }

    /// <summary>Checks the authority of a certificate for a token, as a write does, before a program asks for a PIN.</summary>
    /// <param name="certificate">The signature certificate.</param>
    /// <param name="token">The token.</param>
    /// <returns>Null if nothing speaks against it.</returns>
    public CertificateRejection? CheckAuthority(NpkiCertificate certificate, BioTokenInfo token)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(token);
        return certificate.IsFromTestAuthority && !token.IsSimulated && !AllowTestAuthority ? CertificateRejection.TestAuthority : null;
    }
}
