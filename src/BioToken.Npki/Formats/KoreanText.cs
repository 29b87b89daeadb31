using System.Text;

namespace BioToken.Npki.Formats;

/// <summary>
/// Korean text in the encodings that programs use: UTF-8, or CP949, the superset of EUC-KR that Windows uses in Korea. Its table comes with
/// .NET and is not registered for the whole process.
/// </summary>
internal static class KoreanText
{
    private const int CodePage = 949;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>CP949, which throws for invalid bytes.</summary>
    public static Encoding Cp949 { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding(CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Decodes bytes as UTF-8, else as CP949, else as Latin-1.</summary>
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
