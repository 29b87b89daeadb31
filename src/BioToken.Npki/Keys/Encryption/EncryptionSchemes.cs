using System.Formats.Asn1;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>All password encryptions that are read, in key files and in PKCS#12 files alike.</summary>
internal static class EncryptionSchemes
{
    /// <summary>Reads an AlgorithmIdentifier.</summary>
    /// <param name="algorithm">Its content.</param>
    /// <param name="withinPkcs12">
    /// The place of an encryption: seedCBCWithSHA1 derives its key by PKCS#12 in a PKCS#12 file, and by PBKDF1 in a key file.
    /// </param>
    /// <exception cref="NpkiException">It is not in the list, or a parameter is outside the limits.</exception>
    public static PasswordEncryption Read(AsnReader algorithm, bool withinPkcs12)
    {
        string oid = algorithm.ReadObjectIdentifier();
        if (oid == Oids.Pbes2)
            return Pbes2.Read(algorithm.ReadSequence());
        if (oid == Oids.SeedCbc || oid == Oids.SeedCbcWithSha1 && !withinPkcs12)
            return SeedPbe.Read(oid, algorithm.ReadSequence());
        return Pkcs12Pbe.CipherOf(oid) is { } cipher
            ? Pkcs12Pbe.Read(oid, cipher, algorithm.ReadSequence())
            : throw NpkiException.UnsupportedAlgorithm(oid);
    }
}
