using BioToken.Npki.Resources;

namespace BioToken.Npki.Errors;

/// <content>Errors within PKCS#12 files after a correct password.</content>
public sealed partial class NpkiException
{
    internal static NpkiException Pkcs12KeyPassword() => new(NpkiFailure.PasswordIncorrect, Messages.Get(nameof(Pkcs12KeyPassword)));

    internal static NpkiException Pkcs12PartPassword() => new(NpkiFailure.PasswordIncorrect, Messages.Get(nameof(Pkcs12PartPassword)));

    internal static NpkiException Pkcs12Changed() => new(NpkiFailure.Malformed, Messages.Get(nameof(Pkcs12Changed)));
}
