using BioToken.Npki.Certificates;
using BioToken.Resources;

namespace BioToken.Writing;

/// <summary>A private key that was verified on a token.</summary>
/// <param name="Certificate">The certificate of the key.</param>
/// <param name="By">How.</param>
public sealed record VerifiedKey(NpkiCertificate Certificate, KeyVerification By)
{
    /// <summary>It in Korean or English, by <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
    public string Text => Messages.Format("KeyVerified" + By, Certificate.SerialNumber);
}
