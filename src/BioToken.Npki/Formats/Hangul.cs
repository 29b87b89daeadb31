namespace BioToken.Npki.Formats;

/// <summary>Korean letters (Unicode, section 3.12): syllables, and the parts that they are composed of by arithmetic.</summary>
internal static class Hangul
{
    private const char FirstSyllable = '\uAC00';
    private const char FirstLead = '\u1100';
    private const char FirstVowel = '\u1161';
    private const char BeforeTrail = '\u11A7';
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    /// <summary>Characters that a composed text may have at most: composing by other rules may lengthen it.</summary>
    public static int MaxComposedLength(ReadOnlySpan<char> text) => (text.Length * 3) + 8;

    public static bool IsIn(ReadOnlySpan<char> text)
        => text.ContainsAnyInRange(FirstSyllable, (char)(FirstSyllable + (Leads * Vowels * Trails) - 1))
            || text.ContainsAnyInRange('\u3131', '\u318E');

    /// <summary>Joins parts to syllables. The destination may be the source.</summary>
    /// <returns>Characters that were written.</returns>
    public static int Compose(ReadOnlySpan<char> source, Span<char> destination)
    {
        int written = 0;
        int i = 0;
        while (i < source.Length)
        {
            char next = source[i++];
            int lead = next - FirstLead;
            if (lead is >= 0 and < Leads && i < source.Length && source[i] - FirstVowel is >= 0 and < Vowels and int vowel)
            {
                i++;
                next = (char)(FirstSyllable + (((lead * Vowels) + vowel) * Trails));
            }

            bool isOpen = next - FirstSyllable is >= 0 and < Leads * Vowels * Trails and int syllable && syllable % Trails == 0;
            if (isOpen && i < source.Length && source[i] - BeforeTrail is > 0 and < Trails and int trail)
            {
                i++;
                next = (char)(next + trail);
            }

            destination[written++] = next;
        }

        return written;
    }
}
