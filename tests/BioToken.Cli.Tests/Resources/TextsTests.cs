using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Tests;

public sealed partial class TextsTests
{
    private static readonly ResourceManager Manager = new(typeof(Texts));

    [Fact]
    public void English_and_Korean_have_the_same_texts_with_the_same_gaps()
    {
        Dictionary<string, string> english = Read(CultureInfo.InvariantCulture);
        Dictionary<string, string> korean = Read(CultureInfo.GetCultureInfo("ko"));

        Assert.Equal(english.Keys.Order(), korean.Keys.Order());
        Assert.All(english, pair => Assert.Equal(Gaps(pair.Value), Gaps(korean[pair.Key])));
    }

    [Fact]
    public void Korean_is_Korean()
        => Assert.All(
            Read(CultureInfo.GetCultureInfo("ko")).Where(pair => pair.Key is not ("StepPin" or "EncryptionText")),
            pair => Assert.Matches(Hangul(), pair.Value));

    [Fact]
    public void Exit_codes_all_have_a_text()
    {
        Dictionary<string, string> english = Read(CultureInfo.InvariantCulture);
        Assert.All(Enum.GetNames<ExitCode>(), name => Assert.Contains("Exit" + name, english.Keys));
        Assert.All(
            english.Keys.Where(key => key.StartsWith("Hint", StringComparison.Ordinal)),
            key => Assert.Contains(key[4..], Enum.GetNames<ExitCode>()));
        Assert.All(
            english.Keys.Where(key => key.StartsWith("Advice", StringComparison.Ordinal)),
            key => Assert.Contains(key["Advice".Length..], Enum.GetNames<ExitCode>().Append("DeviceTimeout").Append("TokenAmbiguous")));
    }

    [Fact]
    public void Values_of_enumerations_all_have_a_text()
    {
        Dictionary<string, string> english = Read(CultureInfo.InvariantCulture);
        Assert.All(Enum.GetNames<PinState>(), name => Assert.Contains("PinState" + name, english.Keys));
        Assert.All(Enum.GetNames<PlannedChange>(), name => Assert.Contains("Change" + name, english.Keys));
        Assert.All(Enum.GetNames<ResumeOutcome>(), name => Assert.Contains("Resume" + name, english.Keys));
        Assert.All(
            [InterruptedWriteStates.Unknown, .. Enum.GetValues<InterruptedWriteState>().Select(state => JsonName.Of(state))],
            name => Assert.Contains("InterruptedWrite_" + name, english.Keys));
        Assert.All(Enum.GetNames<AuthenticationStep>(), name => Assert.Contains("Step" + name, english.Keys));
        Assert.All(Enum.GetNames<Npki.Stores.NpkiMedium>(), name => Assert.Contains("Medium" + name, english.Keys));
        Assert.All(
            Enum.GetValues<Npki.VirtualIdentifiers.VirtualIdentifierCheck>(),
            value => Assert.Contains("IdentityNumber_" + JsonName.Of(value), english.Keys));
        Assert.All(
            Enum.GetValues<IdentityNumberProblem>(),
            value => Assert.Contains("IdentityNumberProblem_" + JsonName.Of(value), english.Keys));
    }

    private static Dictionary<string, string> Read(CultureInfo culture)
        => Manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string[] Gaps(string text)
        => [.. GapPattern().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex GapPattern();

    [GeneratedRegex(@"\p{IsHangulSyllables}", RegexOptions.None, 1000)]
    private static partial Regex Hangul();
}
