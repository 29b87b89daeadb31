using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary><c>copy --allow-gap</c> to a token that does not have enough space for both certificates.</summary>
public sealed class CopyGapTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("generic")]
    [InlineData("ksid")]
    public async Task Copy_without_room_erases_first_and_says_so_loudly(string vendor)
    {
        string folder = await PrepareAsync(vendor, StoppedCopy.RoomForOne);
        CliResult result = (await CopyAsync(folder, "--allow-gap", "--yes")).Succeeded();

        Assert.All(
            ["ERASED FIRST", "CANNOT BE RECOVERED", $"{folder} must stay", $"biotoken resume --simulator {_place.Simulator}"],
            part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_without_room_and_option_is_refused_before_the_PIN()
    {
        string folder = await PrepareAsync("generic", StoppedCopy.RoomForOne);
        _place.Write("pin", "99999999");
        IReadOnlyList<string> before = _place.Objects();
        int[] tries = _place.PinTries();
        CliResult result = await CopyAsync(folder, "--yes");

        Assert.Equal(ExitCode.TokenFull, result.Code);
        Assert.Contains("--allow-gap", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _place.Objects());
        Assert.Equal(tries, _place.PinTries());
    }

    [Fact]
    public async Task Copy_with_room_goes_as_always()
    {
        string folder = await PrepareAsync("generic", memory: null);
        CliResult result = (await CopyAsync(folder, "--allow-gap", "--yes")).Succeeded();

        Assert.DoesNotContain("ERASED FIRST", result.Output, StringComparison.Ordinal);
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Theory]
    [InlineData("generic", "y\r", ExitCode.Ok, StoppedCopy.NewSerial)]
    [InlineData("generic", "n\r", ExitCode.Declined, StoppedCopy.OldSerial)]
    [InlineData("ksid", "y\r", ExitCode.Ok, StoppedCopy.NewSerial)]
    [InlineData("ksid", "n\r", ExitCode.Declined, StoppedCopy.OldSerial)]
    public async Task Copy_question_says_what_cannot_be_undone(string vendor, string answer, object code, string serial)
    {
        string folder = await PrepareAsync(vendor, StoppedCopy.RoomForOne);
        CliResult result = await _place.RunAsync(
            new TestTerminal(answer), _place.CopyArguments(folder, "--replace", StoppedCopy.OldSerial, "--allow-gap"));

        Assert.Equal(code, result.Code);
        Assert.Contains("erased FIRST, and its key cannot be recovered. Continue?", result.Error, StringComparison.Ordinal);
        Assert.Equal([serial], await _place.SerialsAsync());
    }

    [Theory]
    [InlineData("1\ry\r", ExitCode.Ok, StoppedCopy.NewSerial)]
    [InlineData("1\rn\r", ExitCode.Declined, StoppedCopy.OldSerial)]
    public async Task Copy_choice_to_replace_is_asked_once_more_where_it_erases_first(string answers, object code, string serial)
    {
        string folder = await PrepareAsync("generic", StoppedCopy.RoomForOne);
        CliResult result = await _place.RunAsync(new TestTerminal(answers), _place.CopyArguments(folder, "--allow-gap"));

        Assert.Equal(code, result.Code);
        Assert.Equal([serial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_that_nobody_can_confirm_sends_no_PIN_to_find_out()
    {
        string folder = await PrepareAsync("ksid", StoppedCopy.RoomForOne);
        _place.Write("pin", "99999999");
        int[] tries = _place.PinTries();
        CliResult result = await CopyAsync(folder, "--allow-gap");

        Assert.Equal(ExitCode.ConfirmationImpossible, result.Code);
        Assert.Equal(tries, _place.PinTries());
    }

    [Theory]
    [InlineData("en", "To continue: biotoken resume")]
    [InlineData("ko", "다음 명령: biotoken resume")]
    public async Task Copy_that_stops_in_the_gap_names_what_resumes_it(string language, string hint)
    {
        string folder = await PrepareAsync("asam2072fp", StoppedCopy.RoomForOne);
        _place.SetScript("remove");
        CliResult result = await CopyAsync(folder, "--allow-gap", "--yes", "--lang", language);

        Assert.Equal(ExitCode.TokenRemoved, result.Code);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        (await _place.RunAsync("sim", "insert", _place.Simulator)).Succeeded();
        CliResult status = (await _place.RunAsync("status", "--simulator", _place.Simulator, "--json")).Succeeded();
        Assert.True(status.Json.GetProperty("isGap").GetBoolean());
    }

    [Theory]
    [InlineData("", "sourceNotKept")]
    [InlineData("en", "Copy it to a folder of this computer")]
    [InlineData("ko", "이 컴퓨터의 폴더에 복사한 후")]
    public async Task Copy_from_a_folder_that_is_gone_erases_nothing(string language, string text)
    {
        string folder = await PrepareAsync("generic", StoppedCopy.RoomForOne);
        IReadOnlyList<string> before = _place.Objects();
        // The folder is deleted between the prompt and the answer, after everything has been checked once.
        TestTerminal terminal = new("y\r") 
        {
            OnKey = () =>
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            },
        };
        CliResult result = await _place.RunAsync(
            terminal,
            _place.CopyArguments(
                folder,
                ["--replace", StoppedCopy.OldSerial, "--allow-gap", .. language.Length > 0 ? (string[])["--lang", language] : ["--json"]]));

        Assert.Equal(ExitCode.SourceNotKept, result.Code);
        Assert.Contains(text, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _place.Objects());
    }

    [Fact]
    public async Task Copy_that_stops_tells_programs_the_next_step()
    {
        string folder = await PrepareAsync("asam2072fp", StoppedCopy.RoomForOne);
        _place.SetScript("remove");
        CliResult result = await CopyAsync(folder, "--allow-gap", "--yes", "--json");

        System.Text.Json.JsonElement error = result.Json.GetProperty("error");
        Assert.Equal("tokenRemoved", error.GetProperty("code").GetString());
        Assert.StartsWith("biotoken resume ", error.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private async Task<string> PrepareAsync(string vendor, int? memory)
    {
        _place.CreateToken(vendor, with: options => options with { Memory = memory });
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        return _place.WriteFolder(TestIdentities.Current);
    }

    private Task<CliResult> CopyAsync(string folder, params string[] more)
        => _place.CopyAsync(folder, ["--replace", StoppedCopy.OldSerial, .. more]);
}
