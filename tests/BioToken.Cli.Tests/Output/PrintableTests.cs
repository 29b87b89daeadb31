using System.Text.Json;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Tests;

public sealed class PrintableTests
{
    private const string Sly = "a\u202Eb\u200Fc\u2066d\u0007e\u2028f\U000E0041g";

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Of_hides_control_and_format_characters()
        => Assert.Equal("a?b?c?d?e?f?g한글", Printable.Of(Sly + "한글"));

    [Fact]
    public void Json_escapes_them_and_means_the_same()
    {
        string document = JsonSerializer.Serialize(new { Label = Sly + "\"한글\"" }, Relaxed);
        string escaped = Printable.Json(document);

        Assert.DoesNotContain(escaped, c => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format);
        Assert.Equal(Sly + "\"한글\"", JsonDocument.Parse(escaped).RootElement.GetProperty("Label").GetString());
        Assert.Contains("한글", escaped, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("certificates")]
    [InlineData("status")]
    public async Task JSON_of_a_token_with_a_sly_label_shows_none_of_it(string command)
    {
        using Workplace place = new();
        place.CreateToken(label: "a\u202Ecba");
        CliResult json = (await place.RunAsync(command, "--simulator", place.Simulator, "--json")).Succeeded();
        CliResult text = (await place.RunAsync(command, "--simulator", place.Simulator)).Succeeded();

        Assert.DoesNotContain('\u202E', json.Output + text.Output);
        Assert.Contains("\\u202E", json.Output, StringComparison.Ordinal);
    }
}
