using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Tests;

/// <summary>Every Korean message of the tool and its libraries contains no English except names.</summary>
public sealed partial class KoreanTests
{
    private static readonly HashSet<string> Names =
    [
        // Terms of the field.
        "PIN", "PKCS", "RSA", "RSA-PSS", "PSS", "AES", "ARIA", "SEED", "KISA", "KICA", "VID", "R", "GAP", "SHA-1", "SHA-256", "SHA-384",
        "SHA-512", "UTF-8", "JSON", "KiB", "MiB", "PC", "SO", "NPKI", "OAEP", "OID", "MAC", "subjectAltName", "Enter", "EUC-KR", "BioToken",
        "DER", "PEM", "BER", "EC", "NUL", "null", "GPKI", "EPKI", "PKCS#12", "CMS", "PBES2", "BioTokenProvider", "IPkcs11Library", "Pkcs11LibraryModule", "CkLayout.Native",
        "CkLayout.Unix64", "CkLayout.Win64", "CkLayout.Win32", "VirtualIdentifierHash", "SIMULATED", "km", "v1.5", "x", "Ctrl", "C", "Caps",
        "Lock", "BIOTOKEN_SIMULATOR",
        // Files and policies.
        "signCert.der", "signPri.key", "industry2014", "kica-strict", "docs", "vendors.md", "dll", "so", "dylib", "seedCBCWithSHA1",
        "biotoken", "resume",
        // Words that are typed literally.
        "ko", "en", "right", "wrong", "wet", "walk-away", "cancel", "wait", "remove", "slow", "s", "m", "ms", "before", "after", "delay",
        "hang", "length", "kill", "seed", "status", "protectedPath", "pin", "fingerprintMethod", "any", "exit-codes", "options", "help",
        "x80000001", "id", "aaa", "abc", "cba",
    ];

    public static TheoryData<string> Libraries
        => ["BioToken.Cli", "BioToken", "BioToken.Npki", "BioToken.Storage", "BioToken.Pkcs11", "BioToken.Simulator"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Korean_messages_have_no_English(string library)
    {
        Assembly assembly = Assembly.Load(library == "BioToken.Cli" ? typeof(Texts).Assembly.GetName() : new AssemblyName(library));
        string[] resources = [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal))];
        Assert.NotEmpty(resources);
        Assert.All(resources.SelectMany(name => Read(assembly, name[..^".resources".Length])), AssertKorean);
    }

    /// <summary>
    /// A particle depends on the ending of the word before it, which is unknown for a placeholder: the texts are worded so that none has to
    /// be chosen.
    /// </summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Korean_messages_leave_no_particle_to_choose(string library)
    {
        Assembly assembly = Assembly.Load(library == "BioToken.Cli" ? typeof(Texts).Assembly.GetName() : new AssemblyName(library));
        (string Key, string Text)[] texts =
        [
            .. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
                .SelectMany(name => Read(assembly, name[..^".resources".Length])),
        ];
        Assert.NotEmpty(texts);
        Assert.Empty(texts.Where(entry => Undecided().IsMatch(entry.Text)).Select(entry => $"{entry.Key}: {entry.Text}"));
    }

    [Theory]
    [InlineData("\"{0}\"은(는) 없습니다", true)]
    [InlineData("{0}(으)로", true)]
    [InlineData("인증서와/과", true)]
    [InlineData("{0}을 읽을", true)]
    [InlineData("\"{0}\"이 없습니다", true)]
    [InlineData("인증서({0})를 삭제", false)]
    [InlineData("{0} 파일을 읽을", false)]
    [InlineData("일련번호가 {0}인 인증서", false)]
    public void Particle_left_to_choose_is_found(string text, bool isFound) => Assert.Equal(isFound, Undecided().IsMatch(text));

    private static IEnumerable<(string Key, string Text)> Read(Assembly assembly, string name)
        => new ResourceManager(name, assembly)
            .GetResourceSet(CultureInfo.GetCultureInfo("ko"), createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string)entry.Value!));

    private static void AssertKorean((string Key, string Text) entry)
    {
        // Commands to type, options, placeholders, and functions, constants and members of the API are not translated.
        string text = Exempt().Replace(entry.Text, " ");
        string[] foreign = [.. Latin().Matches(text).Select(match => match.Value.TrimEnd('.')).Except(Names)];
        Assert.True(foreign.Length == 0, $"{entry.Key}: {string.Join(", ", foreign)} in: {entry.Text}");
    }

    [GeneratedRegex(
        """(?:"(?:biotoken|openssl)[^"]*")|OpenSSL|convmv [^)]*|--[a-z-]+|(?:BioTokenOptions|WriteOptions|BioTokenError|BioTokenProvider)(?:\.[A-Za-z]+)?|Allow[A-Za-z]+|Get[A-Za-z]+Key|RSA\.[A-Za-z]+|Sign(?:Data|Hash)|\{\d[^}]*\}|C[_K][A-Z_a-z]+(?:#\d)?|[A-Z][A-Za-z]+(?:Async|TokenOptions|IrreversibleGap)|GetIdentitiesAsync|PIN_INCORRECT|SimulatedTokenOptions|BioToken\.Simulator""",
        RegexOptions.None,
        1000)]
    private static partial Regex Exempt();

    // Both forms, one of them in parentheses or after a slash; or one form directly after a placeholder.
    [GeneratedRegex(
        """\((?:은|는|이|가|을|를|과|와|으|로)\)|(?:은/는|는/은|이/가|가/이|을/를|를/을|과/와|와/과|으로/로|로/으로)|\}"?(?:은|는|이|가|을|를|과|와|으로|로)(?!\p{IsHangulSyllables})""",
        RegexOptions.None,
        1000)]
    private static partial Regex Undecided();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_.-]*", RegexOptions.None, 1000)]
    private static partial Regex Latin();
}
