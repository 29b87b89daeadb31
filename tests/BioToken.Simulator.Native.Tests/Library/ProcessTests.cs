using System.Diagnostics;

namespace BioToken.Simulator.Native.Tests.Library;

public sealed class ProcessTests
{
    [Fact]
    public void Two_processes_write_to_one_token_at_once()
    {
        using TokenDirectory tokens = new();
        using Process first = Start(tokens, objects: "20");
        using Process second = Start(tokens, objects: "20");
        Assert.Equal(20, CountLines(first));
        Assert.Equal(20, CountLines(second));
        first.WaitForExit();
        second.WaitForExit();
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Empty(tokens.Simulator.DamagedTokens);
    }

    [Fact]
    public void A_process_killed_while_it_writes_leaves_the_other_working_and_the_token_whole()
    {
        using TokenDirectory tokens = new();
        using Process killed = Start(tokens, objects: "0");
        using Process other = Start(tokens, objects: "30");
        for (int i = 0; i < 10; i++)
            Assert.Equal("created", killed.StandardOutput.ReadLine());
        killed.Kill();
        killed.WaitForExit();
        Assert.Equal(30, CountLines(other));
        other.WaitForExit();
        Assert.Equal(0, other.ExitCode);
        Assert.Empty(tokens.Simulator.DamagedTokens);
        Assert.Single(tokens.Simulator.Tokens);
    }

    private static Process Start(TokenDirectory tokens, string objects)
        => NativeProgram.Start("writer", tokens.Path, objects);

    private static int CountLines(Process process)
    {
        int lines = 0;
        while (process.StandardOutput.ReadLine() is not null)
            lines++;
        return lines;
    }
}
