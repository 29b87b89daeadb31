using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Resources;
using BioToken.Writing;

namespace BioToken.Tests.Resources;

public sealed partial class MessagesTests
{
    private static readonly ResourceManager Resources = new(typeof(Messages));

    [Fact]
    public void Every_message_exists_in_both_languages_with_the_same_arguments()
    {
        Dictionary<string, string> english = Read(CultureInfo.InvariantCulture);
        Dictionary<string, string> korean = Read(CultureInfo.GetCultureInfo("ko"));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), korean.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach ((string key, string text) in english)
            Assert.Equal(Arguments(text), Arguments(korean[key]));
    }

    [Theory]
    [InlineData(typeof(FingerprintPromptKind), "Prompt")]
    [InlineData(typeof(WriteStage), "Stage")]
    [InlineData(typeof(TokenContents), "Contents")]
    [InlineData(typeof(AuthenticationFailure), "Auth")]
    [InlineData(typeof(CertificateRejection), "Rejected")]
    public void Every_outcome_has_a_message(Type outcomes, string prefix)
    {
        Dictionary<string, string> english = Read(CultureInfo.InvariantCulture);

        Assert.All(Enum.GetNames(outcomes), name => Assert.True(english.ContainsKey(prefix + name), prefix + name));
    }

    [Fact]
    public void No_message_names_an_option_or_command_of_the_command_line()
        => Assert.All(
            Read(CultureInfo.InvariantCulture).Concat(Read(CultureInfo.GetCultureInfo("ko"))),
            message => Assert.DoesNotMatch(CommandWord(), message.Value));

    private static Dictionary<string, string> Read(CultureInfo culture)
        => Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static string[] Arguments(string text)
        => [.. Placeholder().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("--[a-z]|\\bbiotoken ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandWord();

    [GeneratedRegex(@"\{\d[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
