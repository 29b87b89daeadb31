using System.Formats.Asn1;

namespace BioToken.Npki.Tests;

/// <summary>Builds EncryptedPrivateKeyInfo by hand, good and bad.</summary>
internal static class KeyFileBuilder
{
    public const string SeedCbcWithSha1 = "1.2.410.200004.1.15";
    public const string SeedCbc = "1.2.410.200004.1.4";

    public static byte[] OneStep(string oid, byte[] salt, long iterations, byte[] ciphertext) => Build(
        oid,
        parameters =>
        {
            parameters.WriteOctetString(salt);
            parameters.WriteInteger(iterations);
        },
        ciphertext);

    /// <summary>PBES2 with PBKDF2, SEED and a zero vector.</summary>
    public static byte[] Pbes2(
        byte[] salt, long iterations, byte[] ciphertext, long? keyLength = null, string? prf = null,
        string derivation = "1.2.840.113549.1.5.12", string scheme = SeedCbc, int ivLength = 16)
        => Build(
            "1.2.840.113549.1.5.13",
            parameters =>
            {
                using (parameters.PushSequence())
                {
                    parameters.WriteObjectIdentifier(derivation);
                    using (parameters.PushSequence())
                        WritePbkdf2(parameters, salt, iterations, keyLength, prf);
                }

                using (parameters.PushSequence())
                {
                    parameters.WriteObjectIdentifier(scheme);
                    parameters.WriteOctetString(new byte[ivLength]);
                }
            },
            ciphertext);

    public static byte[] Build(string oid, Action<AsnWriter> writeParameters, byte[] ciphertext)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
                using (writer.PushSequence())
                    writeParameters(writer);
            }

            writer.WriteOctetString(ciphertext);
        }

        return writer.Encode();
    }

    private static void WritePbkdf2(AsnWriter writer, byte[] salt, long iterations, long? keyLength, string? prf)
    {
        writer.WriteOctetString(salt);
        writer.WriteInteger(iterations);
        if (keyLength is { } length)
            writer.WriteInteger(length);
        if (prf is null)
            return;
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(prf);
    }
}
