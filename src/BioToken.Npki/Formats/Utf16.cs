using System.Buffers;
using System.Text;

namespace BioToken.Npki.Formats;

/// <summary>Text as .NET keeps it.</summary>
internal static class Utf16
{
    /// <summary>
    /// Whether text has no half of a surrogate pair. In UTF-8 that would become another character: a PIN that was not typed, or a password
    /// that another one opens too.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int used) != OperationStatus.Done)
                return false;
            text = text[used..];
        }

        return true;
    }
}
