using System.Security.Cryptography;
using BioToken.Npki.Formats;
using BioToken.Npki.Resources;

namespace BioToken.Npki.Keys;

public sealed partial class NpkiPrivateKey
{
    // An RSA key of the largest modulus takes less than 5 KiB.
    private const int WriterCapacity = 16 * 1024;

    // SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }
    private static ReadOnlySpan<byte> RsaAlgorithm =>
        [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00];

    // OBJECT IDENTIFIER 1.2.410.200004.10.1.1.3
    private static ReadOnlySpan<byte> RandomValueOid => [0x06, 0x0A, 0x2A, 0x83, 0x1A, 0x8C, 0x9A, 0x44, 0x0A, 0x01, 0x01, 0x03];

    /// <summary>Makes a key as a certificate authority's program would write it, for tests and sample issuers.</summary>
    /// <param name="key">An RSA key with its private part, exportable.</param>
    /// <param name="randomValue">R, at most <see cref="MaxRandomValueLength"/> bytes; empty for a key without R, such as a key-management
    /// key.</param>
    /// <exception cref="ArgumentException">R is too long.</exception>
    /// <exception cref="CryptographicException">The key has no private part, or does not export it.</exception>
    public static NpkiPrivateKey Create(RSA key, ReadOnlySpan<byte> randomValue)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (randomValue.Length > MaxRandomValueLength)
            throw new ArgumentException(
                Messages.Format("RandomValueTooLong", randomValue.Length, MaxRandomValueLength), nameof(randomValue));

        using SecretBuffer rsaPrivateKey = new(WriterCapacity);
        if (!key.TryExportRSAPrivateKey(rsaPrivateKey.Span, out int length))
            throw new ArgumentException(Messages.Get("KeyTooLarge"), nameof(key));
        // The part around the key has 300 bytes at most, R included.
        using SecretWriter writer = new(length + 512);
        if (!randomValue.IsEmpty)
            WriteRandomValue(writer, randomValue);
        int before = writer.Length;
        writer.Prepend(rsaPrivateKey.Span[..length]);
        writer.Wrap(SecretWriter.OctetString, before);
        writer.Prepend(RsaAlgorithm);
        writer.PrependInteger([]);
        writer.Wrap(SecretWriter.Sequence, 0);
        return Own(writer.ToBuffer());
    }

    // [0] { SEQUENCE { OBJECT IDENTIFIER, SET { BIT STRING } } }
    private static void WriteRandomValue(SecretWriter writer, ReadOnlySpan<byte> randomValue)
    {
        writer.Prepend(randomValue);
        writer.Prepend([0]);
        writer.Wrap(SecretWriter.BitString, 0);
        writer.Wrap(SecretWriter.Set, 0);
        writer.Prepend(RandomValueOid);
        writer.Wrap(SecretWriter.Sequence, 0);
        writer.Wrap(0xA0, 0);
    }
}
