using System.Text.RegularExpressions;

namespace BioToken.Benchmarks;

/// <summary>Reads the calls from the log of OpenSC's pkcs11-spy: each begins with a line such as <c>12: C_Sign</c>.</summary>
internal static partial class SpyLog
{
    /// <summary>Returns the calls in order, with consecutive calls of one function combined.</summary>
    /// <exception cref="BenchmarkException">There is no log, or no call in it.</exception>
    public static IReadOnlyList<CountedCall> Read(string path)
    {
        List<CountedCall> calls = [];
        foreach (Match match in CallLine().Matches(File.Exists(path) ? File.ReadAllText(path) : ""))
        {
            string function = match.Groups["function"].Value;
            if (calls is [.., var last] && last.Function == function)
                calls[^1] = last with { Count = last.Count + 1 };
            else
                calls.Add(new CountedCall(function, 1));
        }

        return calls.Count > 0 ? calls : throw new BenchmarkException($"pkcs11-spy logged no call to {path}.");
    }

    [GeneratedRegex(@"^\d+: (?<function>C_\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CallLine();
}
