using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Encryption;

namespace BioToken.Npki.Pkcs12;

/// <summary>
/// An open PKCS#12 file (<c>.pfx</c>, <c>.p12</c>), as certificate programs export it. Besides the usual encryptions it reads those of
/// NPKI: PBES2 with SEED or ARIA, and seedCBCWithSHA1. R stays within the keys. Disposing it zeroes all of its keys.
/// </summary>
public sealed class NpkiPkcs12 : IDisposable
{
    /// <summary>Longest file that is accepted: 1 MiB.</summary>
    public const int MaxLength = 1024 * 1024;

    private NpkiPkcs12(IReadOnlyList<Pkcs12Entry> entries) => Entries = entries;

    /// <summary>The certificates in the file's order, each with its key if it has one, then keys without a certificate.</summary>
    public IReadOnlyList<Pkcs12Entry> Entries { get; }

    /// <summary>Opens a file's content.</summary>
    /// <param name="pfx">The content: DER or BER, or PEM or Base64. Bytes after it are passed over.</param>
    /// <param name="password">Its password, any.</param>
    /// <returns>The file's certificates and keys, which the caller disposes.</returns>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.PasswordIncorrect"/>, also if a part of the file has another password, as the message states;
    /// <see cref="NpkiFailure.TooLarge"/>, <see cref="NpkiFailure.Malformed"/>, <see cref="NpkiFailure.UnsupportedAlgorithm"/>, or
    /// <see cref="NpkiFailure.ParameterOutOfRange"/>: opening would take more than a few seconds.
    /// </exception>
    public static NpkiPkcs12 Read(ReadOnlyMemory<byte> pfx, ReadOnlySpan<char> password) => ReadWithin(PfxReader.MaxWork, pfx, password);

    /// <summary>Opens a file's content with a specific bound on the key derivation, in iterations of one hash.</summary>
    internal static NpkiPkcs12 ReadWithin(long maxWork, ReadOnlyMemory<byte> pfx, ReadOnlySpan<char> password)
    {
        if (pfx.Length > MaxLength)
            throw NpkiException.TooLarge(MaxLength);
        pfx = TextArmor.Remove(pfx, [], out _);
        using PasswordForms forms = new(password);
        foreach (PasswordForm form in forms.All)
        {
            if (TryRead(maxWork, pfx, form, isLast: form == forms.All[^1]) is { } opened)
                return opened;
        }

        throw NpkiException.PasswordIncorrect();
    }

    /// <returns>Null if the password is wrong in this form, and there are others.</returns>
    private static NpkiPkcs12? TryRead(long maxWork, ReadOnlyMemory<byte> pfx, PasswordForm password, bool isLast)
    {
        PfxReader reader = new(maxWork);
        try
        {
            reader.Read(pfx, password);
            return new(Pair(reader));
        }
        catch (Exception e)
        {
            reader.Keys.ForEach(key => key.Key.Dispose());
            if (e is NpkiException { Reason: NpkiFailure.PasswordIncorrect } && !reader.IsProven && !isLast)
                return null;
            if (e is AsnContentException or (CryptographicException and not NpkiException))
                throw NpkiException.Malformed("PFX (PKCS#12)", e);
            throw;
        }
    }

    /// <summary>Zeroes all keys.</summary>
    public void Dispose()
    {
        foreach (Pkcs12Entry entry in Entries)
            entry.Key?.Dispose();
    }

    private static List<Pkcs12Entry> Pair(PfxReader reader)
    {
        List<(Pkcs12Bag Bag, NpkiPrivateKey Key)> keys = [.. reader.Keys];
        List<Pkcs12Entry> entries = [];
        foreach ((Pkcs12Bag bag, byte[] der) in reader.Certificates)
        {
            int index = FindKey(keys, der);
            (Pkcs12Bag? keyBag, NpkiPrivateKey? key) = index < 0 ? default : keys[index];
            entries.Add(new()
            {
                Certificate = der,
                Key = key,
                FriendlyName = bag.FriendlyName ?? keyBag?.FriendlyName,
                LocalKeyId = bag.LocalKeyId.IsEmpty && keyBag is not null ? keyBag.LocalKeyId : bag.LocalKeyId,
            });
            if (index >= 0)
                keys.RemoveAt(index);
        }

        foreach ((Pkcs12Bag bag, NpkiPrivateKey key) in keys)
            entries.Add(new() { Key = key, FriendlyName = bag.FriendlyName, LocalKeyId = bag.LocalKeyId });
        return entries;
    }

    // By the public key: programs may use one local key id for several pairs, or none.
    private static int FindKey(List<(Pkcs12Bag Bag, NpkiPrivateKey Key)> keys, byte[] certificate)
    {
        // Not by the system's reader, which takes a tenth of a second for a file with many certificates.
        try
        {
            CertificateFields fields = CertificateFields.Read(certificate);
            if (fields.PublicKeyOid != Oids.RsaEncryption)
                return -1;
            AsnReader numbers = new AsnReader(fields.PublicKeyBits, AsnEncodingRules.BER).ReadSequence();
            RSAParameters publicKey =
                new() { Modulus = numbers.ReadIntegerBytes().ToArray(), Exponent = numbers.ReadIntegerBytes().ToArray() };
            return keys.FindIndex(key => key.Key.HasNumbersOf(publicKey));
        }
        catch (AsnContentException)
        {
            // An unreadable certificate is compared by itself.
            return -1;
        }
    }
}
