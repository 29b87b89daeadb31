namespace BioToken.Npki;

/// <content>What goes wrong with certificates that do not make one identity.</content>
public sealed partial class NpkiException
{
    internal static NpkiException CannotSign(NpkiCertificate certificate) => WrongRole(nameof(CannotSign), certificate.SerialNumber);

    internal static NpkiException NotForKeyManagement(NpkiCertificate certificate)
        => WrongRole(nameof(NotForKeyManagement), certificate.SerialNumber);

    internal static NpkiException SameCertificate(NpkiCertificate certificate)
        => WrongRole(nameof(SameCertificate), certificate.SerialNumber);

    internal static NpkiException SameKey(NpkiCertificate signing, NpkiCertificate keyManagement)
        => WrongRole(nameof(SameKey), signing.SerialNumber, keyManagement.SerialNumber);

    internal static NpkiException OtherHolder(NpkiCertificate signing, NpkiCertificate keyManagement)
        => WrongRole(nameof(OtherHolder), signing.SerialNumber, keyManagement.SerialNumber);

    internal static NpkiException Pkcs12WithoutIdentity() => new(NpkiFailure.NotFound, Messages.Get(nameof(Pkcs12WithoutIdentity)));

    internal static NpkiException Pkcs12WithoutSerialNumber(string serialNumber, IEnumerable<NpkiCertificate> held)
        => new(NpkiFailure.NotFound, Messages.Format(nameof(Pkcs12WithoutSerialNumber), serialNumber, List(held)));

    internal static NpkiException Pkcs12Ambiguous(IEnumerable<NpkiCertificate> held)
        => new(NpkiFailure.Malformed, Messages.Format(nameof(Pkcs12Ambiguous), List(held)));

    private static string List(IEnumerable<NpkiCertificate> certificates)
        => string.Join(", ", certificates.Select(certificate => certificate.SerialNumber));

    private static NpkiException WrongRole(string text, params ReadOnlySpan<object?> arguments)
        => new(NpkiFailure.WrongRole, Messages.Format(text, arguments));
}
