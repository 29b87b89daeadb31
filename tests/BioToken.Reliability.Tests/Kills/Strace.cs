using System.Globalization;
using System.Text.RegularExpressions;

namespace BioToken.Reliability.Tests;

/// <summary>
/// Runs of programs under strace, on one processor: tracer and traced program alternate, which is much faster without a change of
/// processors.
/// </summary>
/// <param name="processor">Number of the processor.</param>
/// <param name="traceFile">The file that strace writes.</param>
/// <remarks>
/// strace counts calls by thread and by name, and delivers the signal when the call is entered, so that it is not executed: a kill before
/// an effect. A kill after the effect is the kill before the next call or, after the last call, before the program's exit.
/// <c>--seccomp-bpf</c> is not used: with it, strace sees a call at another stop, from which the kernel delivers no signal, and the program
/// continues.
/// </remarks>
internal sealed partial class Strace(int processor, string traceFile)
{
    public const string Exit = "exit_group";

    /// <summary>Whether the required programs are installed.</summary>
    public static bool IsInstalled => ExternalProgram.Find("strace") is not null && ExternalProgram.Find("taskset") is not null;

    /// <summary>Returns the numbers of the processors that this process may use.</summary>
    public static IReadOnlyList<int> Processors()
    {
        string allowed = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        return
        [
            .. allowed.Split(':')[1].Split(',').Select(range => range.Split('-')).SelectMany(range =>
            {
                int first = int.Parse(range[0], CultureInfo.InvariantCulture);
                return Enumerable.Range(first, int.Parse(range[^1], CultureInfo.InvariantCulture) - first + 1);
            }),
        ];
    }

    /// <summary>Runs a program to its end, and kills it at a point if one is given.</summary>
    public TracedRun Run(ToolRun run, KillPoint? kill = null)
    {
        List<string> arguments = ["-c", processor.ToString(CultureInfo.InvariantCulture), "strace", "-f", "-qq", "-y", "-o", traceFile];
        arguments.AddRange(["-e", $"trace={run.Calls},{Exit}", "-e", "signal=none"]);
        if (kill is { } point)
            arguments.AddRange(["-e", $"inject={point.Call}:signal=SIGKILL:when={point.Number}"]);
        if (kill?.Path is { } path)
            arguments.AddRange(["-P", path]);
        ProgramOutcome outcome = ExternalProgram.RunToEnd(
            "taskset", [.. arguments, run.Program, .. run.Arguments], environment: run.Environment);
        return new TracedRun(outcome, Parse(File.ReadLines(traceFile)));
    }

    private static List<TracedCall> Parse(IEnumerable<string> lines)
    {
        List<TracedCall> calls = [];
        foreach (string line in lines)
        {
            if (Whole().Match(line) is { Success: true } whole)
                calls.Add(new(ThreadOf(whole), whole.Groups["name"].Value, whole.Groups["arguments"].Value, ResultOf(whole)));
            else if (Begun().Match(line) is { Success: true } begun)
                calls.Add(new(ThreadOf(begun), begun.Groups["name"].Value, begun.Groups["arguments"].Value, Result: null));
            else if (Resumed().Match(line) is { Success: true } resumed)
                Finish(calls, resumed);
            else if (!line.Contains("+++", StringComparison.Ordinal))
                throw new FormatException($"strace wrote: {line}");
        }

        return calls;
    }

    private static void Finish(List<TracedCall> calls, Match resumed)
    {
        int index = calls.FindLastIndex(call => call.Thread == ThreadOf(resumed) && call.Name == resumed.Groups["name"].Value);
        calls[index] =
            calls[index] with { Arguments = calls[index].Arguments + resumed.Groups["arguments"].Value, Result = ResultOf(resumed) };
    }

    private static int ThreadOf(Match line) => int.Parse(line.Groups["thread"].Value, CultureInfo.InvariantCulture);

    // "?" marks a call that did not return.
    private static string? ResultOf(Match line) => line.Groups["result"].Value is var result && result.StartsWith('?') ? null : result;

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*)\) += (?<result>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*) ?<unfinished \.\.\.>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begun();

    [GeneratedRegex(
        @"^(?<thread>\d+) +<\.\.\. (?<name>\w+) resumed>(?<arguments>.*)\) += (?<result>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Resumed();
}
