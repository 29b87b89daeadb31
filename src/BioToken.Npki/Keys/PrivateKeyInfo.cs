using System.Formats.Asn1;

namespace BioToken.Npki;

/// <summary>Where the parts of a decrypted key lie. All are views of the memory that was read.</summary>
/// <remarks>
/// <code>
/// PrivateKeyInfo ::= SEQUENCE {                                    -- RFC 5208
///     version     INTEGER (0),
///     algorithm   SEQUENCE { OBJECT IDENTIFIER, NULL OPTIONAL },  -- some authorities leave the NULL out
///     privateKey  OCTET STRING,                                    -- RSAPrivateKey
///     attributes  [0] IMPLICIT SET OF Attribute OPTIONAL }         -- R
/// </code>
/// </remarks>
internal sealed class PrivateKeyInfo
{
    private const int MinModulusBits = 512;
    private const int MaxModulusBits = 8192;
    private const int RsaNumbers = 8;

    private static readonly Asn1Tag AttributesTag = new(TagClass.ContextSpecific, 0);

    private PrivateKeyInfo(ReadOnlyMemory<byte> rsaPrivateKey, ReadOnlyMemory<byte>[] numbers, ReadOnlyMemory<byte> randomValue)
    {
        RsaPrivateKey = rsaPrivateKey;
        Numbers = numbers;
        RandomValue = randomValue;
    }

    /// <summary>The RSAPrivateKey of RFC 8017.</summary>
    public ReadOnlyMemory<byte> RsaPrivateKey { get; }

    /// <summary>n, e, d, p, q, d mod (p − 1), d mod (q − 1), 1/q mod p: unsigned, without leading zeros.</summary>
    public ReadOnlyMemory<byte>[] Numbers { get; }

    /// <summary>R; empty if there is none.</summary>
    public ReadOnlyMemory<byte> RandomValue { get; }

    public static PrivateKeyInfo Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            AsnReader outer = new(der, AsnEncodingRules.DER);
            AsnReader reader = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            ReadVersion(reader, "PrivateKeyInfo");
            ReadRsaAlgorithm(reader.ReadSequence());
            if (!reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> rsaPrivateKey))
                throw NpkiException.Malformed("PrivateKeyInfo");
            ReadOnlyMemory<byte> randomValue = default;
            if (reader.HasData)
                randomValue = ReadAttributes(reader.ReadSetOf(skipSortOrderValidation: true, AttributesTag));
            reader.ThrowIfNotEmpty();
            return new(rsaPrivateKey, ReadNumbers(rsaPrivateKey), randomValue);
        }
        catch (AsnContentException e)
        {
            throw NpkiException.Malformed("PrivateKeyInfo", e);
        }
    }

    private static void ReadVersion(AsnReader reader, string structure)
    {
        if (!reader.TryReadInt32(out int version) || version != 0)
            throw NpkiException.Malformed(structure);
    }

    private static void ReadRsaAlgorithm(AsnReader algorithm)
    {
        string oid = algorithm.ReadObjectIdentifier();
        if (oid != Oids.RsaEncryption)
            throw NpkiException.UnsupportedAlgorithm(oid);
        if (algorithm.HasData)
            algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
    }

    private static ReadOnlyMemory<byte> ReadAttributes(AsnReader attributes)
    {
        ReadOnlyMemory<byte> randomValue = default;
        while (attributes.HasData)
        {
            AsnReader attribute = attributes.ReadSequence();
            string oid = attribute.ReadObjectIdentifier();
            AsnReader values = attribute.ReadSetOf(skipSortOrderValidation: true);
            attribute.ThrowIfNotEmpty();
            if (oid != Oids.RandomValue)
                continue;
            if (!randomValue.IsEmpty)
                throw NpkiException.Malformed("PrivateKeyInfo");
            randomValue = ReadRandomValue(values);
            values.ThrowIfNotEmpty();
        }

        return randomValue;
    }

    // A BIT STRING of whole bytes; very old keys are said to hold an OCTET STRING.
    private static ReadOnlyMemory<byte> ReadRandomValue(AsnReader values)
    {
        int unusedBits = 0;
        bool read = values.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString)
            ? values.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> value)
            : values.TryReadPrimitiveBitString(out unusedBits, out value);
        if (!read || unusedBits != 0 || value.IsEmpty)
            throw NpkiException.Malformed("PrivateKeyInfo");
        return value.Length <= NpkiPrivateKey.MaxRandomValueLength
            ? value
            : throw NpkiException.ParameterOutOfRange("randomNum", value.Length, $"1–{NpkiPrivateKey.MaxRandomValueLength}");
    }

    private static ReadOnlyMemory<byte>[] ReadNumbers(ReadOnlyMemory<byte> rsaPrivateKey)
    {
        AsnReader outer = new(rsaPrivateKey, AsnEncodingRules.DER);
        AsnReader reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadVersion(reader, "RSAPrivateKey");
        ReadOnlyMemory<byte>[] numbers = new ReadOnlyMemory<byte>[RsaNumbers];
        for (int i = 0; i < RsaNumbers; i++)
        {
            ReadOnlyMemory<byte> number = reader.ReadIntegerBytes();
            numbers[i] = number.Span[0] == 0 ? number[1..] : number;
            // DER leaves at most one leading zero: what is empty now was 0, and what has its top bit set was negative.
            if (number.Span[0] >= 0x80 || numbers[i].IsEmpty)
                throw NpkiException.Malformed("RSAPrivateKey");
        }

        reader.ThrowIfNotEmpty();
        int bits = 8 * numbers[0].Length;
        if (bits is < MinModulusBits or > MaxModulusBits)
            throw NpkiException.ParameterOutOfRange("RSA modulus", bits, $"{MinModulusBits}–{MaxModulusBits}");
        return Array.TrueForAll(numbers, number => number.Length <= numbers[0].Length)
            ? numbers
            : throw NpkiException.Malformed("RSAPrivateKey");
    }
}
