namespace BioToken.Npki;

/// <content>What goes wrong with PKCS#12 files that hold other than one person's keys.</content>
public sealed partial class NpkiException
{
    internal static NpkiException Pkcs12WithoutIdentity() => new(NpkiFailure.NotFound, Messages.Get(nameof(Pkcs12WithoutIdentity)));

    internal static NpkiException Pkcs12Ambiguous() => new(NpkiFailure.Malformed, Messages.Get(nameof(Pkcs12Ambiguous)));
}
