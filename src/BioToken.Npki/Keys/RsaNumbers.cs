using System.Formats.Asn1;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys;

/// <summary>The numbers of an RSAPrivateKey (RFC 8017, appendix A.1.2), as views of the memory that was read.</summary>
internal sealed class RsaNumbers
{
    private const string Structure = "RSAPrivateKey";
    private const int MinModulusBits = 512;
    private const int MaxModulusBits = 8192;
    private const int Count = 8;

    private RsaNumbers(ReadOnlyMemory<byte> encoded, ReadOnlyMemory<byte>[] all, bool isStrict)
    {
        Encoded = encoded;
        All = all;
        IsStrict = isStrict;
    }

    /// <summary>The structure as it was read.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>n, e, d, p, q, d mod (p − 1), d mod (q − 1), 1/q mod p: unsigned, without leading zeros.</summary>
    public ReadOnlyMemory<byte>[] All { get; }

    /// <summary>
    /// Whether each INTEGER is encoded correctly. Some programs omit the zero before a high bit, or write several: what they mean is clear,
    /// since no number of a key is negative.
    /// </summary>
    public bool IsStrict { get; }

    public static RsaNumbers Read(ReadOnlyMemory<byte> encoded)
    {
        AsnReader reader = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (!reader.TryReadInt32(out int version) || version != 0)
            throw NpkiException.Malformed(Structure);
        bool isStrict = true;
        ReadOnlyMemory<byte>[] numbers = new ReadOnlyMemory<byte>[Count];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlyMemory<byte> content = ReadContent(reader);
            numbers[i] = content.TrimStart((byte)0);
            if (numbers[i].IsEmpty)
                throw NpkiException.Malformed(Structure);
            isStrict &= content.Length == numbers[i].Length + (numbers[i].Span[0] >= 0x80 ? 1 : 0);
        }

        int bits = 8 * numbers[0].Length;
        if (bits is < MinModulusBits or > MaxModulusBits)
            throw NpkiException.ParameterOutOfRange("RSA modulus", bits, $"{MinModulusBits}–{MaxModulusBits}");
        return Array.TrueForAll(numbers, number => number.Length <= numbers[0].Length)
            ? new(encoded, numbers, isStrict && !reader.HasData)
            : throw NpkiException.Malformed(Structure);
    }

    /// <summary>The structure in DER, in a buffer that the caller disposes.</summary>
    public SecretBuffer ToDer()
    {
        using SecretWriter writer = new(Array.ConvertAll(All, number => number.Length + 8).Sum() + 16);
        for (int i = Count - 1; i >= 0; i--)
            writer.PrependInteger(All[i].Span);
        writer.PrependInteger([]);
        writer.Wrap(SecretWriter.Sequence, 0);
        return writer.ToBuffer();
    }

    // Not as AsnReader reads numbers, which keeps to the rules.
    private static ReadOnlyMemory<byte> ReadContent(AsnReader reader)
    {
        if (!reader.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            throw NpkiException.Malformed(Structure);
        ReadOnlyMemory<byte> content = reader.PeekContentBytes();
        reader.ReadEncodedValue();
        return content;
    }
}
