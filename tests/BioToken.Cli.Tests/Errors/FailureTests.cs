using System.Text.RegularExpressions;

namespace BioToken.Cli.Tests;

/// <summary>Every failure that can be made: its own exit code, a message in both languages, and nothing on the token changed.</summary>
public sealed partial class FailureTests
{
    private static readonly Dictionary<string, FailureCase> Cases =
        FileFailures.All.Concat(TokenFailures.All).Concat(WriteFailures.All).Concat(RefusalFailures.All).Concat(OtherFailures.All).ToDictionary(failure => failure.Name);

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
        Assert.Equal(JsonOutput.NameOf(failure.Code), error.GetProperty("code").GetString());
        Assert.Equal((int)failure.Code, error.GetProperty("exitCode").GetInt32());
        Assert.Equal(result.ExitCode, error.GetProperty("exitCode").GetInt32());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
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
    public async Task Failure_found_early_sends_no_PIN(string name)
    {
        using Workplace place = new();
        string[] arguments = await Cases[name].Arrange(place);
        int before = place.Token().PinTriesLeft;
        await place.RunAsync(arguments);
        Assert.Equal(before, place.Token().PinTriesLeft);
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

    [GeneratedRegex(@"\p{IsHangulSyllables}", RegexOptions.None, 1000)]
    private static partial Regex Hangul();
}
