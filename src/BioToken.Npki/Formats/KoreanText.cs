using System.Text;

namespace BioToken.Npki.Formats;

/// <summary>
/// Korean text as programs write it: UTF-8, or CP949, the superset of EUC-KR that Windows uses in Korea. Its table comes with .NET and is
/// not registered for the whole process.
/// </summary>
internal static class KoreanText
{
    private const int CodePage = 949;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>CP949, which throws at what is not of it.</summary>
    public static Encoding Cp949 { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding(CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text of bytes in UTF-8, in CP949 where they are no UTF-8, and in Latin-1 where they are neither.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
        => TryDecode(StrictUtf8, bytes) ?? TryDecode(Cp949, bytes) ?? Encoding.Latin1.GetString(bytes);

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
