using BioToken.Npki.Resources;

namespace BioToken.Npki.Errors;

/// <content>Errors of certificates that do not form one identity; messages name them by their serial numbers.</content>
public sealed partial class NpkiException
{
    internal static NpkiException CannotSign(string serialNumber) => WrongRole(nameof(CannotSign), serialNumber);

    internal static NpkiException NotForKeyManagement(string serialNumber)
        => WrongRole(nameof(NotForKeyManagement), serialNumber);

    internal static NpkiException SameCertificate(string serialNumber) => WrongRole(nameof(SameCertificate), serialNumber);

    internal static NpkiException SameKey(string signing, string keyManagement) => WrongRole(nameof(SameKey), signing, keyManagement);

    internal static NpkiException OtherHolder(string signing, string keyManagement)
        => WrongRole(nameof(OtherHolder), signing, keyManagement);

    internal static NpkiException Pkcs12WithoutIdentity() => new(NpkiFailure.NotFound, Messages.Get(nameof(Pkcs12WithoutIdentity)));

    internal static NpkiException Pkcs12WithoutSerialNumber(string serialNumber, IEnumerable<string> held)
        => new(NpkiFailure.NotFound, Messages.Format(nameof(Pkcs12WithoutSerialNumber), serialNumber, string.Join(", ", held)));

    internal static NpkiException Pkcs12Ambiguous(IEnumerable<string> held)
        => new(NpkiFailure.Malformed, Messages.Format(nameof(Pkcs12Ambiguous), string.Join(", ", held)));

    private static NpkiException WrongRole(string text, params ReadOnlySpan<object?> arguments)
        => new(NpkiFailure.WrongRole, Messages.Format(text, arguments));
}
