using System.Formats.Asn1;
using System.Security.Cryptography;

namespace BioToken.Npki.Tests;

/// <summary>Keys generated once per run, and PKCS#8 in all the forms that occur.</summary>
internal static class TestKeys
{
    public static RSA Rsa { get; } = RSA.Create(2048);

    public static RSA OtherRsa { get; } = RSA.Create(2048);

    public static byte[] R { get; } = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];

    /// <summary>Builds PKCS#8 by hand, so that a form can differ from the library's output.</summary>
    /// <param name="withNull">Whether the algorithm has NULL parameters.</param>
    /// <param name="writeAttributes">Writes the content of the [0] attributes; null for none.</param>
    /// <param name="rsaPrivateKey">The RSAPrivateKey; null for <see cref="Rsa"/>.</param>
    public static byte[] Pkcs8(bool withNull = true, Action<AsnWriter>? writeAttributes = null, byte[]? rsaPrivateKey = null)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                if (withNull)
                    writer.WriteNull();
            }

            writer.WriteOctetString(rsaPrivateKey ?? Rsa.ExportRSAPrivateKey());
            if (writeAttributes is not null)
            {
                using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
                    writeAttributes(writer);
            }
        }

        return writer.Encode();
    }

    public static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> writeValue)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
                writeValue(writer);
        }
    }

    public static void WriteR(AsnWriter writer, byte[] r)
        => WriteAttribute(writer, "1.2.410.200004.10.1.1.3", set => set.WriteBitString(r));
}
