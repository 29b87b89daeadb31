using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Certificates;

/// <summary>The text of a name's attribute, whatever string type it was encoded in.</summary>
internal static class AttributeText
{
    private static readonly UTF32Encoding Utf32 = new(bigEndian: true, byteOrderMark: false);

    /// <summary>
    /// Reads one string. A value that is no string becomes <c>#</c> and its encoding in hexadecimal (RFC 4514, section 2.4).
    /// </summary>
    /// <remarks>
    /// Certificates in the field put characters into PrintableString and T61String that these types do not have, and EUC-KR into
    /// UTF8String. So their bytes are read as <see cref="KoreanText"/>.
    /// </remarks>
    /// <exception cref="AsnContentException">The value is malformed.</exception>
    public static string Read(AsnReader reader)
    {
        Asn1Tag tag = reader.PeekTag();
        ReadOnlySpan<byte> content = reader.PeekContentBytes().Span;
        ReadOnlySpan<byte> encoded = reader.ReadEncodedValue().Span;
        if (tag.TagClass != TagClass.Universal || tag.IsConstructed)
            return "#" + Convert.ToHexString(encoded);

        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode.GetString(content),
            UniversalTagNumber.UniversalString => Utf32.GetString(content),
            UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.T61String
                or UniversalTagNumber.IA5String or UniversalTagNumber.VisibleString or UniversalTagNumber.NumericString
                => KoreanText.Decode(content),
            _ => "#" + Convert.ToHexString(encoded),
        };
    }

    /// <summary>
    /// Escapes the characters of RFC 4514, section 2.4, and control and format characters: a name is shown on terminals and must not
    /// rearrange their text.
    /// </summary>
    public static string Escape(string value)
    {
        StringBuilder text = new(value.Length + 8);
        int position = 0;
        foreach (Rune rune in value.EnumerateRunes())
        {
            bool isFirst = position == 0;
            position += rune.Utf16SequenceLength;
            bool atEdge = (isFirst && rune.Value is ' ' or '#') || (position == value.Length && rune.Value == ' ');
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
                AppendHexPairs(text, rune);
            else if (atEdge || rune.Value is ',' or '+' or '"' or '\\' or '<' or '>' or ';')
                text.Append('\\').Append(rune);
            else
                text.Append(rune);
        }

        return text.ToString();
    }

    private static void AppendHexPairs(StringBuilder text, Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (byte b in utf8[..rune.EncodeToUtf8(utf8)])
            text.Append(CultureInfo.InvariantCulture, $"\\{b:X2}");
    }
}
