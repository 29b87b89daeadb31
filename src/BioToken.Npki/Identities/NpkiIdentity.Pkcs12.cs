namespace BioToken.Npki;

/// <content>Opening an identity from a PKCS#12 file.</content>
public sealed partial class NpkiIdentity
{
    /// <summary>
    /// Opens a PKCS#12 file (.pfx, .p12). Its pairs are told apart by key usage: the one that signs, and the key-management pair of the
    /// same holder where there is one. Certificates of CAs are passed over.
    /// </summary>
    /// <param name="pkcs12">The file's content.</param>
    /// <param name="password">The password of the file.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="NpkiException">
    /// As <see cref="NpkiPkcs12.Read"/>; or the file has no key with a certificate for signing (<see cref="NpkiFailure.NotFound"/>), or
    /// several (<see cref="NpkiFailure.Malformed"/>).
    /// </exception>
    public static NpkiIdentity FromPkcs12(ReadOnlyMemory<byte> pkcs12, ReadOnlySpan<char> password)
    {
        using NpkiPkcs12 file = NpkiPkcs12.Read(pkcs12, password);
        List<NpkiKeyPair> pairs = [];
        foreach (Pkcs12Entry entry in file.Entries)
        {
            if (entry is { Certificate.IsEmpty: false, Key: { } key })
                pairs.Add(new(NpkiCertificate.Parse(entry.Certificate), key));
        }

        NpkiKeyPair signing = FindOnly(pairs, pair => pair.Certificate.IsForSigning)
            ?? throw NpkiException.Pkcs12WithoutIdentity();
        NpkiKeyPair? keyManagement = FindOnly(
            pairs,
            pair => pair.Certificate is { IsForKeyManagement: true, IsForSigning: false }
                && pair.Certificate.Subject == signing.Certificate.Subject);
        return CopyOf(signing, keyManagement);
    }

    private static NpkiKeyPair? FindOnly(List<NpkiKeyPair> pairs, Predicate<NpkiKeyPair> predicate)
    {
        List<NpkiKeyPair> found = pairs.FindAll(predicate);
        return found.Count <= 1 ? found.FirstOrDefault() : throw NpkiException.Pkcs12Ambiguous();
    }

    // The keys of the file end with it.
    private static NpkiIdentity CopyOf(NpkiKeyPair signing, NpkiKeyPair? keyManagement)
    {
        NpkiKeyPair ownSigning = new(signing.Certificate, NpkiPrivateKey.Parse(signing.PrivateKey.Pkcs8));
        NpkiKeyPair? ownKeyManagement = keyManagement is null
            ? null
            : new(keyManagement.Certificate, NpkiPrivateKey.Parse(keyManagement.PrivateKey.Pkcs8));
        return Prove(ownSigning, ownKeyManagement, sourceFolder: null);
    }
}
