using System.Diagnostics;

namespace BioToken.Fuzz;

/// <summary>A simple minimizer for an input that breaks a rule: it removes parts as long as the rule stays broken.</summary>
internal static class Minimizer
{
    private const int MaxTries = 2_000;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    public static byte[] Shrink(byte[] input, Func<byte[], bool> isBroken)
    {
        int tries = 0;
        long start = Stopwatch.GetTimestamp();
        for (int part = Math.Max(1, input.Length / 2); part >= 1; part /= 2)
        {
            for (int at = 0; at < input.Length && tries < MaxTries && Stopwatch.GetElapsedTime(start) < MaxTime;)
            {
                byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(input.Length, at + part))];
                tries++;
                if (isBroken(shorter))
                    input = shorter;
                else
                    at += part;
            }
        }

        return input;
    }
}
