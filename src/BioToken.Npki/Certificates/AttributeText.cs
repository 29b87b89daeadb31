using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace BioToken.Npki;

/// <summary>The text of a name's attribute, whatever string type it was encoded in.</summary>
internal static class AttributeText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UTF32Encoding Utf32 = new(bigEndian: true, byteOrderMark: false);

    /// <summary>Reads one string. A value that is no string becomes <c>#</c> and its encoding in hexadecimal (RFC 4514, section 2.4).</summary>
    /// <remarks>
    /// Certificates in the field put characters into PrintableString and T61String that these types do not have. So their bytes are
    /// taken as UTF-8, and as Latin-1 where that fails.
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
                => DecodeBytes(content),
            _ => "#" + Convert.ToHexString(encoded),
        };
    }

    /// <summary>
    /// Escapes what RFC 4514, section 2.4 asks for, and control and format characters too: a name is shown on terminals, and must not
    /// be able to rearrange what stands there.
    /// </summary>
    public static string Escape(string value)
    {
        StringBuilder text = new(value.Length + 8);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool atEdge = (i == 0 && c is ' ' or '#') || (i == value.Length - 1 && c == ' ');
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
                AppendHexPairs(text, c);
            else if (atEdge || c is ',' or '+' or '"' or '\\' or '<' or '>' or ';')
                text.Append('\\').Append(c);
            else
                text.Append(c);
        }

        return text.ToString();
    }

    private static void AppendHexPairs(StringBuilder text, char c)
    {
        Span<byte> utf8 = stackalloc byte[4];
        int count = Encoding.UTF8.GetBytes([c], utf8);
        foreach (byte b in utf8[..count])
            text.Append(CultureInfo.InvariantCulture, $"\\{b:X2}");
    }

    private static string DecodeBytes(ReadOnlySpan<byte> content)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }
}
