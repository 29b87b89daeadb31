using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;

namespace BioToken.Npki.Identities;

/// <summary>
/// The rules for a person's signature and key-management certificate, in folders and PKCS#12 files alike. The certificates' contents
/// decide, not the files' names.
/// </summary>
internal static class CertificateRoles
{
    /// <summary>Finds a reason to reject a pair of certificates.</summary>
    /// <returns>Null if nothing does.</returns>
    public static NpkiException? Check(NpkiCertificate signing, NpkiCertificate? keyManagement)
    {
        if (!signing.IsForSigning)
            return NpkiException.CannotSign(signing.SerialNumber);
        if (keyManagement is null)
            return null;
        if (keyManagement.IsSameAs(signing))
            return NpkiException.SameCertificate(signing.SerialNumber);
        if (!keyManagement.IsForKeyManagement)
            return NpkiException.NotForKeyManagement(keyManagement.SerialNumber);
        if (!BelongTogether(signing, keyManagement))
            return NpkiException.OtherHolder(signing.SerialNumber, keyManagement.SerialNumber);
        return keyManagement.PublicKeyBits.Span.SequenceEqual(signing.PublicKeyBits.Span)
            ? NpkiException.SameKey(signing.SerialNumber, keyManagement.SerialNumber)
            : null;
    }

    /// <summary>Returns whether two certificates are swapped: they form an identity only the other way round.</summary>
    /// <remarks>If neither states its use, the VID decides: only the signature certificate contains it.</remarks>
    public static bool AreSwapped(NpkiCertificate signing, NpkiCertificate? keyManagement)
        => keyManagement is not null
            && Check(keyManagement, signing) is null
            && (Check(signing, keyManagement) is not null
                || (signing.VirtualIdentifier is null && keyManagement.VirtualIdentifier is not null));

    /// <summary>
    /// Returns whether two certificates have the same holder and issuer. The case of names differs between issues of one authority.
    /// </summary>
    public static bool BelongTogether(NpkiCertificate one, NpkiCertificate other)
        => string.Equals(one.Subject, other.Subject, StringComparison.OrdinalIgnoreCase)
            && string.Equals(one.Issuer, other.Issuer, StringComparison.OrdinalIgnoreCase);
}
