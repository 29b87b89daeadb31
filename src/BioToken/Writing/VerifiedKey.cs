using BioToken.Npki.Certificates;
using BioToken.Resources;

namespace BioToken.Writing;

/// <summary>A private key that was verified on a token.</summary>
public sealed class VerifiedKey
{
    /// <summary>The certificate of the key.</summary>
    public required NpkiCertificate Certificate { get; init; }

    /// <summary>How it was verified.</summary>
    public required KeyVerification By { get; init; }

    /// <summary>The report in Korean or English, by <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
    public string Text => Messages.Format("KeyVerified" + By, Certificate.SerialNumber);
}
