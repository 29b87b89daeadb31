using BioToken.Npki.Certificates;
using BioToken.Npki.Keys;
using BioToken.Npki.Pkcs12;

namespace BioToken.Npki.Identities;

/// <content>Opening an identity from a PKCS#12 file.</content>
public sealed partial class NpkiIdentity
{
    /// <summary>
    /// Opens a PKCS#12 file (.pfx, .p12). The certificates' contents determine the pairs: the signature pair and, if present, the
    /// key-management pair of the same holder and issuer. CA certificates are skipped.
    /// </summary>
    /// <param name="pkcs12">The file's content.</param>
    /// <param name="password">The password of the file.</param>
    /// <param name="serialNumber">
    /// Serial number of the signature certificate, in hexadecimal, for a file that holds several; null if it holds one.
    /// </param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="Npki.Errors.NpkiException">
    /// As <see cref="NpkiPkcs12.Read"/>; or the file has no key with a certificate for signing
    /// (<see cref="Npki.Errors.NpkiFailure.NotFound"/>), or several and none was named (<see cref="Npki.Errors.NpkiFailure.Malformed"/>),
    /// or its pairs do not make an identity (<see cref="Npki.Errors.NpkiFailure.WrongRole"/>).
    /// </exception>
    public static NpkiIdentity FromPkcs12(ReadOnlyMemory<byte> pkcs12, ReadOnlySpan<char> password, string? serialNumber = null)
    {
        using NpkiPkcs12 file = NpkiPkcs12.Read(pkcs12, password);
        List<NpkiKeyPair> pairs = [];
        foreach (Pkcs12Entry entry in file.Entries)
        {
            if (entry is { Certificate.IsEmpty: false, Key: { } key })
                pairs.Add(new(NpkiCertificate.Parse(entry.Certificate), key));
        }

        (NpkiKeyPair signing, NpkiKeyPair? keyManagement) = PairSelection.Choose(pairs, serialNumber);
        return CopyOf(signing, keyManagement);
    }

    // The keys of the file end with it.
    private static NpkiIdentity CopyOf(NpkiKeyPair signing, NpkiKeyPair? keyManagement)
    {
        NpkiKeyPair own = new(signing.Certificate, NpkiPrivateKey.Parse(signing.PrivateKey.Pkcs8));
        try
        {
            return Verify(
                own,
                keyManagement is null ? null : new(keyManagement.Certificate, NpkiPrivateKey.Parse(keyManagement.PrivateKey.Pkcs8)),
                sourceFolder: null);
        }
        catch
        {
            own.PrivateKey.Dispose();
            throw;
        }
    }
}
