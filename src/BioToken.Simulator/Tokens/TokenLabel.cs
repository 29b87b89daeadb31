using System.Text;

namespace BioToken.Simulator.Tokens;

/// <summary>Labels of simulated tokens.</summary>
internal static class TokenLabel
{
    private const int MaxLength = 32;
    private const string Mark = "SIMULATED";

    /// <summary>
    /// Makes a token's label of a name: marked as simulated unless it contains that word, and cut to its length in CK_TOKEN_INFO.
    /// </summary>
    public static string Of(string name)
    {
        string label = Shorten(name.Trim());
        return label.Split(' ').Contains(Mark, StringComparer.Ordinal) ? label : Shorten($"{Mark} {name.Trim()}");
    }

    /// <summary>Whether a name denotes the token with this serial number and label.</summary>
    public static bool IsNamed(string name, string serial, string label) => serial == name || label == name || label == Of(name);

    /// <summary>Cuts a label at a character's end.</summary>
    private static string Shorten(string label)
    {
        int bytes = 0;
        int characters = 0;
        foreach (Rune rune in label.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxLength)
                break;
            characters += rune.Utf16SequenceLength;
        }

        return label[..characters].TrimEnd();
    }
}
