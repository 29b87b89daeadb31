using System.Text;

namespace BioToken.Pkcs11.Layout;

/// <summary>
/// Decodes text of a module or a token. The specification says UTF-8; Korean drivers also write the code page of Korean Windows (949, a
/// superset of EUC-KR).
/// </summary>
internal static class CkText
{
    private const int KoreanCodePage = 949;

    // The byte before a truncated character may itself be padding.
    private static readonly char[] Padding = [' ', '\0'];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Taken from the provider directly, independent of encodings that the program registers.
    private static readonly Encoding StrictKorean = CodePagesEncodingProvider.Instance.GetEncoding(
        KoreanCodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Decodes text: as UTF-8 if valid, else by the Korean code page; if it is neither, invalid UTF-8 becomes U+FFFD.</summary>
    /// <param name="bytes">The text, without padding.</param>
    /// <param name="mayBeCut">True if it fills its field, so that the last character may be cut off.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, bool mayBeCut = false)
    {
        if (TryDecode(StrictUtf8, bytes) is { } text)
            return text;
        int whole = mayBeCut ? LengthOfWholeUtf8(bytes) : bytes.Length;
        if (whole < bytes.Length && TryDecode(StrictUtf8, bytes[..whole]) is { } cut)
            return cut.TrimEnd(Padding);
        return TryDecode(StrictKorean, bytes)
            ?? (mayBeCut && !bytes.IsEmpty ? TryDecode(StrictKorean, bytes[..^1])?.TrimEnd(Padding) : null)
            ?? Encoding.UTF8.GetString(bytes);
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            string text = encoding.GetString(bytes);
            return ReferenceEquals(encoding, StrictKorean) && text.Any(IsNoText) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // The code page maps every byte: undefined ones to control or private-use characters.
    private static bool IsNoText(char character) => character is (>= '\u0080' and <= '\u009F') or (>= '\uE000' and <= '\uF8FF');

    /// <summary>Length without the first bytes of a character that is cut off at the end.</summary>
    private static int LengthOfWholeUtf8(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            byte lead = bytes[^back];
            int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            if (length > 1)
                return back < length ? bytes.Length - back : bytes.Length;
            if (lead < 0x80)
                break;
        }

        return bytes.Length;
    }
}
