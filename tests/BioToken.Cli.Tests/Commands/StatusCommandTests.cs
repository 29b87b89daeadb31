using System.Text.Json;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

public sealed class StatusCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Status_nothing_unfinished_is_clean()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult text = (await StatusAsync()).Succeeded();
        JsonElement json = (await StatusAsync("--json")).Succeeded().Json;

        Assert.Contains("There is no interrupted operation", text.Output, StringComparison.Ordinal);
        Assert.Equal("clean", json.GetProperty("state").GetString());
        Assert.False(json.GetProperty("isGap").GetBoolean());
        Assert.Equal(_place.Token().SerialNumber, json.GetProperty("token").GetProperty("serialNumber").GetString());
        Assert.All(
            new[] { "startedAt", "newSerialNumber", "oldSerialNumber", "sourceFolder", "sourceExists", "backupFolder", "journalFile", "nextStep" },
            name => Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind));
    }

    [Theory]
    [InlineData(InterruptedWriteState.BeforeCommit, "beforeCommit", "removes what was written")]
    [InlineData(InterruptedWriteState.AfterCommit, "afterCommit", "erases what is left of the old one")]
    [InlineData(InterruptedWriteState.Gap, "gap", "writes the new one")]
    public async Task Status_says_how_far_it_came_and_what_resume_will_do(InterruptedWriteState state, string name, string words)
    {
        string folder = await StoppedCopy.MakeAsync(_place, state);
        IReadOnlyList<string> before = _place.Objects();
        CliResult text = (await StatusAsync()).Succeeded();
        JsonElement json = (await StatusAsync("--json")).Succeeded().Json;

        Assert.All(
            [words, StoppedCopy.NewSerial, StoppedCopy.OldSerial, $"{folder} (still there)", "biotoken resume"],
            part => Assert.Contains(part, text.Output, StringComparison.Ordinal));
        Assert.Equal(name, json.GetProperty("state").GetString());
        Assert.Equal(state == InterruptedWriteState.Gap, json.GetProperty("isGap").GetBoolean());
        Assert.Equal(StoppedCopy.NewSerial, json.GetProperty("newSerialNumber").GetString());
        Assert.Equal(StoppedCopy.OldSerial, json.GetProperty("oldSerialNumber").GetString());
        Assert.Equal(folder, json.GetProperty("sourceFolder").GetString());
        Assert.True(json.GetProperty("sourceExists").GetBoolean());
        Assert.True(File.Exists(json.GetProperty("journalFile").GetString()));
        Assert.True(Directory.Exists(json.GetProperty("backupFolder").GetString()));
        Assert.InRange(json.GetProperty("startedAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
        Assert.Equal(before, _place.Objects());
    }

    [Theory]
    [InlineData("en", "GAP: THE TOKEN MAY HOLD NO COMPLETE CERTIFICATE. RESUME BEFORE ANYTHING ELSE.")]
    [InlineData("ko", "인증서 공백(GAP): 보안토큰에 온전한 인증서가 없을 수 있습니다. 다른 작업보다 먼저 재개하세요.")]
    public async Task Status_gap_is_the_first_line(string language, string title)
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        CliResult result = (await StatusAsync("--lang", language)).Succeeded();
        Assert.Equal(title, result.Output.Split(Environment.NewLine)[0]);
    }

    [Fact]
    public async Task Status_gap_whose_folder_is_gone_says_so()
    {
        Directory.Delete(await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap), recursive: true);
        CliResult text = (await StatusAsync()).Succeeded();
        JsonElement json = (await StatusAsync("--json")).Succeeded().Json;

        Assert.Contains("MISSING: restore it", text.Output, StringComparison.Ordinal);
        Assert.False(json.GetProperty("sourceExists").GetBoolean());
        Assert.EndsWith("--from FOLDER", json.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_erasure_that_stopped()
    {
        await StoppedCopy.EraseAsync(_place);
        CliResult text = (await StatusAsync()).Succeeded();
        JsonElement json = (await StatusAsync("--json")).Succeeded().Json;

        Assert.Contains($"erasure of certificate {StoppedCopy.OldSerial} was interrupted", text.Output, StringComparison.Ordinal);
        Assert.Equal("afterCommit", json.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("newSerialNumber").ValueKind);
    }

    [Fact]
    public async Task Status_of_the_wrong_token_tells_of_the_other()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap, "A");
        _place.CreateToken(label: "B");
        CliResult text = (await StatusAsync("--token", "B")).Succeeded();
        JsonElement json = (await StatusAsync("--token", "B", "--json")).Succeeded().Json;

        Assert.Contains("GAP:", text.Output, StringComparison.Ordinal);
        Assert.Equal("clean", json.GetProperty("state").GetString());
        JsonElement other = json.GetProperty("others").EnumerateArray().Single();
        Assert.Equal("SIMULATED A", other.GetProperty("tokenLabel").GetString());
        Assert.Equal("gap", other.GetProperty("state").GetString());
        Assert.Contains(
            other.GetProperty("tokenSerialNumber").GetString()!, other.GetProperty("nextStep").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_next_step_names_the_journal_where_it_was_named()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        JsonElement json = (await StatusAsync("--journal", _place.Journal, "--json")).Succeeded().Json;
        Assert.Equal(
            $"biotoken resume --simulator {_place.Simulator} --token {_place.Token().SerialNumber} --journal {_place.Journal}",
            json.GetProperty("nextStep").GetString());
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> StatusAsync(params string[] more) => _place.RunAsync(["status", "--simulator", _place.Simulator, .. more]);
}
