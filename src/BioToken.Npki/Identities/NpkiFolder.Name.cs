using System.Text;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Identities;

/// <content>The name of the folder that a certificate is kept in.</content>
public sealed partial class NpkiFolder
{
    // File systems allow 255 bytes or UTF-16 units; a Korean syllable is three bytes.
    private const int MaxNameLength = 255;

    /// <summary>
    /// The usual name of a certificate's folder: the holder's name, most specific part first, types in lower case, as in
    /// <c>cn=홍길동()0001,ou=personal4IB,o=yessign,c=kr</c>. Characters that Windows forbids become <c>_</c> (a choice of this library: no
    /// rule is published), and a name of more than 255 bytes is cut. Never distinguish certificates by this name.
    /// </summary>
    public static string NameFor(NpkiCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        StringBuilder name = new();
        foreach (RelativeName part in certificate.SubjectName.Parts)
        {
            if (name.Length > 0)
                name.Append(',');
            name.Append(part.TypeName.ToLowerInvariant()).Append('=').Append(part.Value);
        }

        if (name.Length == 0)
            name.Append("serial=").Append(certificate.SerialNumber);
        return Cut(Sanitize(name.ToString()));
    }

    private static string Sanitize(string name)
    {
        StringBuilder clean = new(name.Length);
        foreach (Rune rune in name.EnumerateRunes())
        {
            bool isForbidden = Rune.IsControl(rune) || rune == Rune.ReplacementChar
                || (rune.IsAscii && "<>:\"/\\|?*".Contains((char)rune.Value, StringComparison.Ordinal));
            clean.Append(isForbidden ? "_" : rune.ToString());
        }

        return clean.ToString();
    }

    // Windows drops dots and spaces at the end of a name.
    private static string Cut(string name)
    {
        int bytes = 0;
        int length = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MaxNameLength)
                break;
            bytes += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        string cut = name[..length];
        string trimmed = cut.TrimEnd('.', ' ');
        return trimmed.Length == cut.Length ? cut : trimmed + '_';
    }
}
