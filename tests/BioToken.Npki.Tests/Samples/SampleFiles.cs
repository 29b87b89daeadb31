using System.Text.RegularExpressions;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Tests.Samples;

/// <summary>
/// Real files, which are not part of the project: BIOTOKEN_NPKI_SAMPLES names the folder that contains them and a README.md with the
/// expected values.
/// </summary>
internal static partial class SampleFiles
{
    public static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable("BIOTOKEN_NPKI_SAMPLES");
            Assert.SkipUnless(Directory.Exists(folder), "BIOTOKEN_NPKI_SAMPLES names no folder of real NPKI files");
            return folder!;
        }
    }

    /// <summary>The folder of the one identity that has keys.</summary>
    public static string Identity => Path.Combine(Folder, "ktnet");

    public static string Readme => File.ReadAllText(Path.Combine(Folder, "README.md"));

    public static string Password => PasswordLine().Match(Readme) is { Success: true } line
        ? line.Groups["password"].Value
        : throw new InvalidDataException("The samples' README has no line \"Password: `…`\".");

    public static NpkiCertificate Authority(string name) =>
        NpkiCertificate.Parse(File.ReadAllBytes(Path.Combine(Folder, "ca", name)));

    [GeneratedRegex("^Password: `(?<password>[^`]+)`", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PasswordLine();
}
