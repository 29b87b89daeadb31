using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using BioToken.Cli.Errors;
using BioToken.Cli.Help;
using BioToken.Cli.Hosting;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Terminal;

namespace BioToken.Cli.Tests;

/// <summary>The help of every command: on one screen, with an example that works, in the language of the user.</summary>
public sealed partial class HelpTests : IDisposable
{
    // Names of files, products, functions and steps, and values of options, which are typed or read literally.
    private static readonly HashSet<string> Names =
    [
        "biotoken", "PIN", "JSON", "PKCS", "RSA-PSS", "v1.5", "SIMULATED", "KICA", "ko", "en", "signCert.der", "signPri.key", "C_Login",
        "C_Sign", "SO", "id", "C_InitToken", "C_InitPIN", "C_DestroyObject", "CKR_DEVICE_ERROR", "BIOTOKEN_SIMULATOR", "industry2014",
        "kica-strict", "none", "exit-codes", "options", "help", "plan", "sim", "right", "wrong", "wet", "walk-away", "cancel", "wait",
        "remove", "slow", "s", "before", "after", "delay", "hang", "length", "kill",
        "sha256", "sha384", "sha512", "sha1", "h", "VID", "R", "Ctrl", "C", "NPKI", "UTF-8", "MiB", "km", "GAP",
    ];

    private readonly Workplace _place = new();

    public static TheoryData<string> Paths => [.. Tree(Root()).Select(CommandPath.Of)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Help_fits_on_a_screen_and_has_an_example(string path)
    {
        foreach (string language in new[] { "en", "ko" })
        {
            string help = await HelpAsync(path, language);
            string[] lines = help.TrimEnd().Split(Environment.NewLine);
            Assert.InRange(lines.Length, 5, 28);
            Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 0, HelpPage.MaxWidth));
            Assert.Contains(
                lines, line => line.StartsWith(language == "ko" ? "예: biotoken " : "Example: biotoken ", StringComparison.Ordinal));
            Assert.Contains("exit-codes", help, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Example_is_a_command_line_that_the_parser_takes(string path)
    {
        Command command = Tree(Root()).Single(command => CommandPath.Of(command) == path);
        string example = string.Join(' ', TextWrap.Lines(HelpExamples.Of(command), width: null));
        Assert.StartsWith(path, example, StringComparison.Ordinal);
        Assert.Empty(Root().Parse(example["biotoken ".Length..]).Errors);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Korean_help_has_no_English(string path)
    {
        string help = await HelpAsync(path, "ko");
        IEnumerable<string> lines = help.Split(Environment.NewLine).Where(line => !line.StartsWith("예:", StringComparison.Ordinal));
        AssertKorean(string.Join('\n', lines), [.. path.Split(' '), .. Tree(Root()).Select(command => command.Name)]);
    }

    [Fact]
    public async Task Exit_codes_as_JSON_are_those_of_the_errors()
    {
        JsonElement[] codes =
            [.. (await _place.RunAsync("help", "exit-codes", "--json")).Succeeded().Json.GetProperty("exitCodes").EnumerateArray()];
        Assert.Equal(
            Enum.GetValues<ExitCode>().Select(code => (JsonName.Of(code), (int)code)),
            codes.Select(code => (code.GetProperty("code").GetString()!, code.GetProperty("exitCode").GetInt32())));
        Assert.All(codes, code => Assert.NotEmpty(code.GetProperty("meaning").GetString()!));
    }

    [Fact]
    public async Task Help_as_JSON_is_one_document()
    {
        JsonElement help = (await _place.RunAsync("help", "erase", "--json")).Succeeded().Json;
        JsonElement same = (await _place.RunAsync("erase", "--help", "--json")).Succeeded().Json;
        JsonElement options = (await _place.RunAsync("help", "options", "--json")).Succeeded().Json;

        Assert.Equal("biotoken erase", help.GetProperty("command").GetString());
        Assert.Equal("biotoken erase SERIAL [options]", help.GetProperty("usage").GetString());
        Assert.Contains(help.GetProperty("options").EnumerateArray(), option => option.GetProperty("name").GetString() == "--yes");
        Assert.Equal(help.ToString(), same.ToString());
        Assert.Contains(
            options.GetProperty("options").EnumerateArray(), option => option.GetProperty("name").GetString() == "--pin-file FILE");
    }

    [Fact]
    public async Task Yes_of_an_erasure_is_about_erasing()
    {
        string help = await HelpAsync("biotoken erase", "en");
        Assert.Contains("what will be erased", help, StringComparison.Ordinal);
        Assert.DoesNotContain("replaced", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit-codes")]
    [InlineData("options")]
    public async Task Korean_topics_have_no_English(string topic)
        => AssertKorean((await _place.RunAsync("help", topic, "--lang", "ko")).Succeeded().Output, []);

    [Fact]
    public async Task Korean_columns_are_aligned_by_cells()
    {
        string[] lines = (await HelpAsync("biotoken copy", "ko")).Split(Environment.NewLine);
        string replace = lines.Single(line => line.StartsWith("  --replace", StringComparison.Ordinal));
        string plan = lines.Single(line => line.StartsWith("  --plan", StringComparison.Ordinal));
        string yes = lines.Single(line => line.StartsWith("  --yes", StringComparison.Ordinal));

        int column = TextWidth.Of(yes[..yes.IndexOf("확인", StringComparison.Ordinal)]);
        Assert.Equal(column, TextWidth.Of(replace[..replace.IndexOf("새 인증서", StringComparison.Ordinal)]));
        Assert.Equal(column, TextWidth.Of(plan[..plan.IndexOf('"', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Alone_and_a_group_alone_show_help()
    {
        CliResult root = (await _place.RunAsync()).Succeeded();
        CliResult group = (await _place.RunAsync("sim")).Succeeded();
        CliResult help = (await _place.RunAsync("help")).Succeeded();

        Assert.Contains("Usage: biotoken COMMAND", root.Output, StringComparison.Ordinal);
        Assert.Contains("Usage: biotoken sim COMMAND", group.Output, StringComparison.Ordinal);
        Assert.Equal(root.Output, help.Output);
    }

    [Theory]
    [InlineData("copy", "cpoy", "x")]
    [InlineData("certificates", "cert")]
    [InlineData("create", "sim", "creat")]
    [InlineData("--module", "list", "--modul", "x")]
    [InlineData("sha256", "sign", "x", "--out", "y", "--hash", "sha265")]
    [InlineData("exit-codes", "help", "exit-code")]
    public async Task Wrong_word_is_answered_by_the_nearest(string meant, params string[] typed)
    {
        CliResult result = await _place.RunAsync(typed);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains($"Did you mean \"{meant}\"?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_command_shows_the_commands()
    {
        CliResult result = await _place.RunAsync("fly");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.DoesNotContain("Did you mean", result.Error, StringComparison.Ordinal);
        Assert.Contains("copy FOLDER", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FOLDER is missing", "폴더 인수가 없습니다", "copy")]
    [InlineData("--out SIG is missing", "--out 서명파일 옵션이 없습니다", "sign", "x")]
    [InlineData("one argument too many", "인수가 남습니다", "copy", "x", "y")]
    [InlineData("more than once", "여러 번", "list", "--module", "x", "--module", "y")]
    [InlineData("is not one of", "다음 중 하나", "sign", "x", "--out", "y", "--hash", "md5")]
    [InlineData("No command was specified", "명령을 지정하지 않았습니다", "sim", "--json")]
    public async Task Usage_error_names_what_is_wrong(string english, string korean, params string[] typed)
    {
        CliResult first = await _place.RunAsync(typed);
        CliResult second = await _place.RunAsync([.. typed, "--lang", "ko"]);

        Assert.Equal(ExitCode.Usage, first.Code);
        Assert.Contains(english, first.Error + first.Output, StringComparison.Ordinal);
        Assert.Contains(korean, second.Error + second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_without_its_value_is_named()
    {
        CliResult result = await _place.RunRawAsync(["copy", "x", "--lang", "ko", "--replace"]);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("--replace 일련번호 옵션에 값이 없습니다", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    internal static void AssertKorean(string text, IEnumerable<string> more)
    {
        string[] foreign = [.. Latin().Matches(text).Select(match => match.Value.TrimEnd('.')).Except(Names.Concat(more))];
        Assert.True(foreign.Length == 0, $"{string.Join(", ", foreign)} in: {text}");
    }

    private static Command Root() => CommandLine.CreateRoot(
        new CliHost(new TestTerminal(), new Interruption(TextWriter.Null), TimeProvider.System, "unused"));

    private static IEnumerable<Command> Tree(Command root) => root.Subcommands.SelectMany(Tree).Prepend(root);

    private async Task<string> HelpAsync(string path, string language)
        => (await _place.RunAsync([.. path.Split(' ')[1..], "--help", "--lang", language])).Succeeded().Output;

    // Words of two letters or more that are neither an option nor an option's value in a list of choices.
    [GeneratedRegex(@"(?<![A-Za-z0-9_|-])[A-Za-z][A-Za-z0-9_.-]+(?![A-Za-z0-9_|.-])", RegexOptions.None, 1000)]
    private static partial Regex Latin();
}
