using System.Globalization;
using BioToken.Authentication;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Npki.Certificates;
using BioToken.Simulator;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken.Cli.Output;

/// <summary>Tokens and certificates in words.</summary>
internal static class Descriptions
{
    // Authorities renew from 30 days before the end.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>A vendor with the warning that belongs to it.</summary>
    public static string Vendor(BioTokenInfo token)
    {
        string name = Vendor(token.Vendor);
        return token switch
        {
            { IsSimulated: true } => $"{name} ({Texts.Get("Simulated")})",
            { Vendor.IsVerifiedOnHardware: false } => $"{name} ({Texts.Get("Unproven")})",
            _ => name,
        };
    }

    public static string Vendor(VendorProfile profile) => IsKorean ? profile.KoreanName : profile.DisplayName;

    /// <summary>The steps in their order.</summary>
    public static string Steps(IEnumerable<AuthenticationStep> steps) => string.Join(" → ", steps.Select(step => Texts.Get("Step" + step)));

    /// <summary>One line for a token.</summary>
    public static string Token(BioTokenInfo token) => $"{Printable.Of(token.Label)} ({Printable.Of(token.SerialNumber)}), {Vendor(token)}";

    /// <summary>One line for a certificate.</summary>
    public static string Certificate(NpkiCertificate certificate, TimeProvider time)
        => $"{Printable.Of(certificate.Subject)}, "
            + $"{TextWrap.Whole($"{Texts.Get("FieldSerial")} {certificate.SerialNumber}")}, {Validity(certificate, time)}";

    /// <summary>A number of bytes; null if it is not known.</summary>
    public static string Bytes(long? count)
        => count is { } bytes ? bytes.ToString("N0", CultureInfo.CurrentCulture) : Texts.Get("NotTold");

    /// <summary>The serial number of a key-management certificate, or that there is none.</summary>
    public static string KeyManagement(NpkiCertificate? certificate) => certificate?.SerialNumber ?? Texts.Get("None");

    /// <summary>The validity in local time, and its problem: red if expired, yellow if it expires soon.</summary>
    public static string Validity(NpkiCertificate certificate, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        string period = TextWrap.Whole($"{Date(certificate.NotBefore, time)} ~ {Date(certificate.NotAfter, time)}");
        if (now > certificate.NotAfter)
            return Tone.Red(TextWrap.Whole($"{period} ({Texts.Get("Expired")})"));
        if (now < certificate.NotBefore)
            return Tone.Yellow(TextWrap.Whole($"{period} ({Texts.Get("NotYetValid")})"));
        return certificate.NotAfter - now <= Soon ? Tone.Yellow(period) : period;
    }

    /// <summary>A certificate's purpose; for an unknown policy, its object identifier.</summary>
    public static string Purpose(CertificatePurpose purpose)
        => purpose.PolicyOid is { } oid && oid == purpose.EnglishName ? Texts.Format("PurposeUnknown", oid) : purpose.ToString();

    public static string YesNo(bool value) => Texts.Get(value ? "Yes" : "No");

    public static string Label(SimulatedToken token) => $"{Printable.Of(token.Label)} ({token.SerialNumber})";

    private static bool IsKorean => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko";

    private static string Date(DateTimeOffset instant, TimeProvider time)
        => TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
