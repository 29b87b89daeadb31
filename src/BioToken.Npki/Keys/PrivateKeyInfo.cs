using System.Formats.Asn1;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys;

/// <summary>The parts of a decrypted key, as views of its memory.</summary>
/// <remarks>
/// <code>
/// PrivateKeyInfo ::= SEQUENCE {                                    -- RFC 5208, and RFC 5958 for version 1
///     version     INTEGER (0 | 1),
///     algorithm   SEQUENCE { OBJECT IDENTIFIER, NULL OPTIONAL },  -- some authorities leave the NULL out
///     privateKey  OCTET STRING,                                    -- RSAPrivateKey
///     attributes  [0] IMPLICIT SET OF Attribute OPTIONAL,          -- R
///     publicKey   [1] IMPLICIT BIT STRING OPTIONAL }
/// </code>
/// </remarks>
internal sealed class PrivateKeyInfo
{
    private const string Structure = "PrivateKeyInfo";

    private static readonly Asn1Tag AttributesTag = new(TagClass.ContextSpecific, 0);

    private PrivateKeyInfo(RsaNumbers rsa, RandomValueAttribute randomValue)
    {
        Rsa = rsa;
        RandomValue = randomValue.Value;
        HasUnusableRandomValue = randomValue.IsUnusable;
    }

    public RsaNumbers Rsa { get; }

    /// <summary>R; empty if there is none.</summary>
    public ReadOnlyMemory<byte> RandomValue { get; }

    /// <summary>Whether R is present but unusable.</summary>
    public bool HasUnusableRandomValue { get; }

    /// <param name="der">The structure, with definite lengths and nothing after it.</param>
    public static PrivateKeyInfo Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            AsnReader reader = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            if (!reader.TryReadInt32(out int version) || version is not (0 or 1))
                throw NpkiException.Malformed(Structure);
            ReadRsaAlgorithm(reader.ReadSequence());
            if (!reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> rsaPrivateKey))
                throw NpkiException.Malformed(Structure);
            return new(RsaNumbers.Read(rsaPrivateKey), ReadRandomValue(reader));
        }
        catch (AsnContentException e)
        {
            throw NpkiException.Malformed(Structure, e);
        }
    }

    /// <summary>
    /// Returns whether data begins like a private key: <c>SEQUENCE { small INTEGER, SEQUENCE { OBJECT IDENTIFIER …</c> A wrong password
    /// produces this about once in 2⁴⁰ attempts, so that it proves the password correct, whatever else is wrong.
    /// </summary>
    public static bool IsLike(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2 || data[0] != SecretWriter.Sequence)
            return false;
        int version = data[1] <= 0x80 ? 2 : 2 + (data[1] & 0x7F);
        return data.Length >= version + 8
            && data[version] == SecretWriter.Integer
            && data[version + 1] == 1
            && data[version + 3] == SecretWriter.Sequence
            && BerElement.TryRead(data, version + 3, out BerElement algorithm)
            && algorithm.ContentOffset < data.Length
            && data[algorithm.ContentOffset] == 0x06;
    }

    // Unreadable data at the end are not a reason to reject the key before them.
    private static RandomValueAttribute ReadRandomValue(AsnReader reader)
    {
        RandomValueAttribute found = default;
        try
        {
            while (reader.HasData)
            {
                bool isAttributes = reader.PeekTag().HasSameClassAndValue(AttributesTag);
                ReadOnlyMemory<byte> encoded = reader.ReadEncodedValue();
                if (isAttributes)
                    found = RandomValueAttribute.Read(encoded, AttributesTag);
            }
        }
        catch (AsnContentException)
        {
            return found;
        }

        return found;
    }

    private static void ReadRsaAlgorithm(AsnReader algorithm)
    {
        string oid = algorithm.ReadObjectIdentifier();
        if (oid != Oids.RsaEncryption)
            throw NpkiException.UnsupportedKey(oid);
    }
}
