using System.Formats.Asn1;
using System.Security.Cryptography;

namespace BioToken.Npki;

public sealed partial class NpkiPrivateKey
{
    // An RSA key of the largest modulus takes less than 5 KiB; the writer never grows beyond this and so leaves no copies behind.
    private const int WriterCapacity = 16 * 1024;

    /// <summary>Makes a key as a certificate authority's program would write it, for tests and sample issuers.</summary>
    /// <param name="key">An RSA key with its private part, exportable.</param>
    /// <param name="randomValue">R, at most <see cref="MaxRandomValueLength"/> bytes; empty for a key without R, such as a key-management
    /// key.</param>
    /// <exception cref="ArgumentException">R is too long.</exception>
    /// <exception cref="CryptographicException">The key has no private part, or does not give it away.</exception>
    public static NpkiPrivateKey Create(RSA key, ReadOnlySpan<byte> randomValue)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (randomValue.Length > MaxRandomValueLength)
            throw new ArgumentException($"R has {randomValue.Length} bytes; {MaxRandomValueLength} is the limit.", nameof(randomValue));

        AsnWriter writer = new(AsnEncodingRules.DER, WriterCapacity);
        using SecretBuffer rsaPrivateKey = new(WriterCapacity);
        try
        {
            if (!key.TryExportRSAPrivateKey(rsaPrivateKey.Span, out int length))
                throw new ArgumentException("The key is larger than any RSA key in use.", nameof(key));
            Write(writer, rsaPrivateKey.Span[..length], randomValue);
            SecretBuffer pkcs8 = new(writer.GetEncodedLength());
            writer.Encode(pkcs8.Span);
            return Own(pkcs8);
        }
        finally
        {
            writer.Reset();
        }
    }

    private static void Write(AsnWriter writer, ReadOnlySpan<byte> rsaPrivateKey, ReadOnlySpan<byte> randomValue)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.RsaEncryption);
                writer.WriteNull();
            }

            writer.WriteOctetString(rsaPrivateKey);
            if (randomValue.IsEmpty)
                return;
            using (writer.PushSetOf(new(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.RandomValue);
                using (writer.PushSetOf())
                    writer.WriteBitString(randomValue);
            }
        }
    }
}
