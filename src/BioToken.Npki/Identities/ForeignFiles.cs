using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys.Files;

namespace BioToken.Npki.Identities;

/// <summary>Recognizes files that people mistake for an NPKI folder: PKCS#12 files, and certificates of the government's PKIs.</summary>
internal static class ForeignFiles
{
    private static readonly string[] Pkcs12Extensions = [".pfx", ".p12"];

    // As in 085홍길동001_sig.cer, with a key file beside it.
    private static readonly string[] GovernmentSuffixes = ["_sig.cer", "_sig.key", "_env.cer", "_env.key"];

    public static bool IsNamedPkcs12(string path) => Pkcs12Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Determines the kind of a file.</summary>
    /// <returns>Null if it is not recognized.</returns>
    public static NpkiException? Describe(string path)
        => IsNamedPkcs12(path) || HoldsPkcs12(path) ? NpkiException.IsPkcs12(path)
            : IsGovernmentFile(path) ? NpkiException.IsGovernmentFolder(path, GovernmentName(path))
            : null;

    /// <summary>Whose folder it is, by its files.</summary>
    /// <returns>Null if it is not one of a government's PKI.</returns>
    public static NpkiException? DescribeGovernment(string folder, IEnumerable<string> files)
        => files.Any(IsGovernmentFile) ? NpkiException.IsGovernmentFolder(folder, GovernmentName(folder)) : null;

    private static bool IsGovernmentFile(string path)
        => Array.Exists(GovernmentSuffixes, suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static string GovernmentName(string path)
        => path.Split(Path.DirectorySeparatorChar).Any(part => part.Equals("EPKI", StringComparison.OrdinalIgnoreCase)) ? "EPKI" : "GPKI";

    // PFX ::= SEQUENCE { version INTEGER (3), …
    private static bool HoldsPkcs12(string path)
    {
        try
        {
            ReadOnlySpan<byte> content = TextArmor.Remove(NpkiFile.Read(path), ["PKCS12", "PFX"], out string? label).Span;
            return label is not null || (content.Length > 16 && content[0] == 0x30
                && content[..12].IndexOf<byte>([0x02, 0x01, 0x03, 0x30]) is >= 2 and <= 6);
        }
        catch (NpkiException)
        {
            return false;
        }
    }
}
