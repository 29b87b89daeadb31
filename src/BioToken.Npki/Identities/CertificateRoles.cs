using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;

namespace BioToken.Npki.Identities;

/// <summary>
/// The rule for what may be a person's signature and key-management certificate, for folders and PKCS#12 files alike. Names of files are
/// a claim; what the certificates say decides.
/// </summary>
internal static class CertificateRoles
{
    /// <summary>Tells what speaks against a pair of certificates.</summary>
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

    /// <summary>Returns whether two certificates stand in each other's place: they make an identity only the other way round.</summary>
    /// <remarks>Where neither says what it is for, the VID tells: it stands in the signature certificate only.</remarks>
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
