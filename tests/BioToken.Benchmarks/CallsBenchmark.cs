using System.Globalization;

namespace BioToken.Benchmarks;

/// <summary>
/// PKCS#11 calls from C_GetFunctionList to C_Finalize of three operations on SoftHSM2, as pkcs11-spy logs them: every call may cost a
/// hardware token a round trip.
/// </summary>
internal sealed class CallsBenchmark : IBenchmark
{
    public string Name => "calls";

    public void Run(TextWriter output)
    {
        using SpiedToken theirs = new();
        OpenScCalls openSc = new(theirs);
        using SpiedToken token = new();
        token.Run(Environment.ProcessPath!, module => ["--child", "write", module]);

        Write(output, "list", "one identity, without a login", Spy(token, "list"), CallReasons.List, goal: 13, openSc.List());
        Write(output, "sign", "log in, find the only key, sign", Spy(token, "sign"), CallReasons.Sign, goal: 17, openSc.Sign());
        Write(output, "replace", "one pair by another, verified", Spy(token, "replace"), CallReasons.Replace, goal: 94, openSc.Replace());
        output.WriteLine("  pkcs11-tool replaces in four runs, key and certificate alone, and verifies nothing.");
    }

    private static IReadOnlyList<CountedCall> Spy(SpiedToken token, string operation)
        => token.Spy(Environment.ProcessPath!, module => ["--child", operation, module]);

    private static void Write(
        TextWriter output,
        string operation,
        string description,
        IReadOnlyList<CountedCall> calls,
        IReadOnlyList<CallReason> reasons,
        int goal,
        int openSc)
    {
        output.WriteLine($"  {operation} ({description}):");
        int next = 0;
        foreach (CountedCall call in calls)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"    {call.Count,3}  {call.Function,-20} {ReasonFor(call.Function, reasons, ref next)}"));
        }

        int total = calls.Sum(call => call.Count);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"    {total,3}  in all  (goal: at most {goal}; pkcs11-tool: {openSc})"));
    }

    /// <summary>
    /// Finds the reason for a call. The reasons are in the order of the calls; an omitted call does not shift those that follow.
    /// </summary>
    private static string ReasonFor(string function, IReadOnlyList<CallReason> reasons, ref int next)
    {
        for (int i = next; i < reasons.Count; i++)
        {
            if (reasons[i].Function != function)
                continue;
            next = i + 1;
            return reasons[i].Why;
        }

        return "(no reason is known)";
    }
}
