using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Tests;

/// <summary>Every failure that can be produced: its own exit code, a message in both languages, and no change on the token.</summary>
public sealed partial class FailureTests
{
    private static readonly Dictionary<string, FailureCase> Cases =
        FileFailures.All.Concat(TokenFailures.All)
            .Concat(WriteFailures.All)
            .Concat(RefusalFailures.All)
            .Concat(OtherFailures.All)
            .ToDictionary(failure => failure.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Failure_in_English(string name)
    {
        CliResult result = await RunAsync(name, "en");
        int start = result.Error.IndexOf("Error: ", StringComparison.Ordinal);
        Assert.True(start >= 0, result.Error);
        Assert.Contains(Cases[name].English, result.Error[start..], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Failure_in_Korean(string name)
    {
        CliResult result = await RunAsync(name, "ko");
        Assert.Contains("오류: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(Cases[name].Korean, result.Error, StringComparison.Ordinal);
        Assert.Matches(Hangul(), result.Error[(result.Error.IndexOf("오류: ", StringComparison.Ordinal) + 4)..]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Failure_as_JSON(string name)
    {
        using Workplace place = new();
        FailureCase failure = Cases[name];
        CliResult result = await place.RunAsync([.. await failure.Arrange(place), "--json"]);

        System.Text.Json.JsonElement error = result.Json.GetProperty("error");
        Assert.Equal(JsonName.Of(failure.Code), error.GetProperty("code").GetString());
        Assert.Equal((int)failure.Code, error.GetProperty("exitCode").GetInt32());
        Assert.Equal(result.ExitCode, error.GetProperty("exitCode").GetInt32());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        // The hint gives the next step, so programs need not parse the message.
        Assert.False(string.IsNullOrEmpty(error.GetProperty("hint").GetString()), failure.Name);
        Assert.DoesNotMatch(ApiName(), error.ToString());
    }

    [Fact]
    public void Every_error_that_a_person_can_do_something_about_has_a_hint()
    {
        ExitCode[] without = [.. Enum.GetValues<ExitCode>().Where(
            code => Texts.Find("Hint" + code) is null && Texts.Find("Advice" + code) is null)];
        Assert.Equal([ExitCode.Ok, ExitCode.Declined, ExitCode.Canceled], without);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Messages_of_the_library_name_options_and_commands_here(string language)
    {
        string[] kinds = ["Auth", "Contents", "Error", "RandomValue", "Rejected", "Write"];
        ResourceSet texts = new ResourceManager("BioToken.Resources.Messages", typeof(IBioToken).Assembly)
            .GetResourceSet(
                language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language),
                createIfNotExists: true,
                tryParents: false)!;
        string[] messages = [.. texts.Cast<DictionaryEntry>().Where(
            text => Array.Exists(kinds, kind => ((string)text.Key).StartsWith(kind, StringComparison.Ordinal)))
            .Select(text => (string)text.Value!)];

        Assert.Contains(messages, ApiName().IsMatch);
        Assert.All(messages, message => Assert.DoesNotMatch(ApiName(), CommandWords.Of(message)));
    }

    [Theory]
    [InlineData("no finger in time", true)]
    [InlineData("no finger in the device's own time", false)]
    public async Task Time_out_of_the_device_is_not_said_to_be_an_option(string name, bool isOption)
    {
        using Workplace place = new();
        string[] arguments = await Cases[name].Arrange(place);
        CliResult text = await place.RunAsync(arguments);
        CliResult json = await place.RunAsync([.. arguments, "--json"]);

        Assert.Equal(isOption, text.Error.Contains("--fingerprint-timeout", StringComparison.Ordinal));
        Assert.Equal(
            isOption,
            json.Json.GetProperty("error").GetProperty("hint").GetString()!.Contains("--fingerprint-timeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_PIN_JSON_tells_the_counter()
    {
        using Workplace place = new();
        CliResult result = await place.RunAsync([.. await Cases["wrong PIN"].Arrange(place), "--json"]);
        Assert.Equal(4, result.Json.GetProperty("error").GetProperty("attemptsRemaining").GetInt32());
    }

    [Theory]
    [InlineData("wrong password")]
    [InlineData("certificate that cannot sign")]
    [InlineData("key of another certificate")]
    [InlineData("serial to replace not there")]
    [InlineData("PIN too short")]
    [InlineData("last PIN try")]
    [InlineData("key too small for the token")]
    [InlineData("R missing where the old certificate has it")]
    [InlineData("R unusable where the old certificate has it")]
    [InlineData("journal cannot be written")]
    [InlineData("certificate to erase not there")]
    [InlineData("same certificate beside the one to replace")]
    [InlineData("several keys to sign with")]
    [InlineData("plan that something has overtaken")]
    public async Task Failure_found_early_sends_no_PIN(string name)
    {
        using Workplace place = new();
        string[] arguments = await Cases[name].Arrange(place);
        place.Write("pin", "99999999");
        int before = place.Token().PinAttemptsRemaining;
        await place.RunAsync(arguments);
        Assert.Equal(before, place.Token().PinAttemptsRemaining);
    }

    private static async Task<CliResult> RunAsync(string name, string language)
    {
        using Workplace place = new();
        string[] arguments = await Cases[name].Arrange(place);
        IReadOnlyList<string> before = place.Objects();
        CliResult result = await place.RunAsync([.. arguments, "--lang", language]);

        Assert.True(Cases[name].Code == result.Code, $"{result.Code}: {result.Error}{result.Output}");
        Assert.Equal(before, place.Objects());
        Assert.DoesNotContain("(Parameter", result.Error + result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Workplace.Password, result.Error + result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(place.PathOf("signature")));
        return result;
    }

    [GeneratedRegex(@"[A-Za-z]Options\.|\b[A-Z][A-Za-z]+Async\b", RegexOptions.None, 1000)]
    private static partial Regex ApiName();

    [GeneratedRegex(@"\p{IsHangulSyllables}", RegexOptions.None, 1000)]
    private static partial Regex Hangul();
}
