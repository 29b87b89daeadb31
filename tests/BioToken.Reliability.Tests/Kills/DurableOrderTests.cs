namespace BioToken.Reliability.Tests;

/// <summary>Tests of the order in which the built command makes its files durable, observed from outside.</summary>
public sealed class DurableOrderTests
{
    private const string Root = "/disk";

    [Fact]
    public async Task Every_command_flushes_what_it_writes_before_it_is_named_and_names_before_it_ends()
    {
        Assert.SkipUnless(Strace.IsInstalled, "strace and taskset are not installed.");
        using KillPlace place = new(Strace.Processors()[^1]);
        List<string> violations = [];
        foreach (KillScenario scenario in KillScenarios.Of("generic"))
        {
            place.Clear();
            await scenario.PrepareAsync(place);
            TracedRun run = place.Strace.Run(scenario.Command(place) with { Calls = DurableCalls.WithOpening });
            Assert.Equal(0, run.Outcome.ExitCode);
            Assert.Contains(run.Calls, call => call.Name == "fsync" && call.IsWithin(place.Path));
            violations.AddRange(DurableOrder.Check(run.Calls.Where(call => !call.Concerns(place.Signature)), place.Path)
                .Select(violation => $"{scenario.Name}: {violation}"));
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public void Check_finds_nothing_in_a_file_that_is_written_aside() => Assert.Empty(Check(
        Call("openat", "AT_FDCWD, \"/disk/a/x.tmp\", O_WRONLY|O_CREAT"), Call("pwrite64", "5</disk/a/x.tmp>, \"1\", 1, 0"),
        Call("fsync", "5</disk/a/x.tmp>"), Call("rename", "\"/disk/a/x.tmp\", \"/disk/a/x\""), Call("fsync", "5</disk/a>")));

    [Fact]
    public void Check_finds_a_file_that_is_renamed_before_it_is_flushed() => Assert.Single(Check(
        Call("openat", "AT_FDCWD, \"/disk/a/x.tmp\", O_WRONLY|O_CREAT"), Call("pwrite64", "5</disk/a/x.tmp>, \"1\", 1, 0"),
        Call("rename", "\"/disk/a/x.tmp\", \"/disk/a/x\""), Call("fsync", "5</disk/a/x.tmp>"), Call("fsync", "5</disk/a>")));

    [Theory]
    [InlineData("rename", "\"/disk/a/x.tmp\", \"/disk/a/x\"")]
    [InlineData("unlink", "\"/disk/a/x\"")]
    [InlineData("mkdir", "\"/disk/a/x\", 0700")]
    public void Check_finds_a_folder_that_is_not_flushed(string name, string arguments) => Assert.Single(Check(Call(name, arguments)));

    [Fact]
    public void Check_finds_a_folder_that_is_renamed_before_its_names_are_flushed() => Assert.Single(Check(
        Call("openat", "AT_FDCWD, \"/disk/.new/x\", O_WRONLY|O_CREAT"),
        Call("pwrite64", "5</disk/.new/x>, \"1\", 1, 0"),
        Call("fsync", "5</disk/.new/x>"),

        Call("rename", "\"/disk/.new\", \"/disk/a\""), Call("fsync", "5</disk/.new>"), Call("fsync", "5</disk>")));

    [Fact]
    public void Check_finds_a_file_that_is_written_in_place() => Assert.Single(Check(
        Call("openat", "AT_FDCWD, \"/disk/a/x\", O_WRONLY|O_TRUNC"), Call("pwrite64", "5</disk/a/x>, \"1\", 1, 0")));

    [Fact]
    public void Check_passes_over_what_failed_and_what_is_elsewhere() => Assert.Empty(Check(
        new TracedCall(1, "unlink", "\"/disk/a/x\"", "-1 ENOENT (No such file or directory)"), Call("unlink", "\"/elsewhere/x\"")));

    private static IReadOnlyList<string> Check(params TracedCall[] calls) => DurableOrder.Check(calls, Root);

    private static TracedCall Call(string name, string arguments) => new(1, name, arguments, "0");
}
