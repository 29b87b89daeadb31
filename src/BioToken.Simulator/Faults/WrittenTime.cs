using System.Globalization;

namespace BioToken.Simulator.Faults;

/// <summary>Spans of time as scripts and plans write them: a whole number with <c>ms</c>, <c>s</c> or <c>m</c>, up to one hour.</summary>
internal static class WrittenTime
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static bool TryParse(ReadOnlySpan<char> word, out TimeSpan time)
    {
        (int suffix, long unit) = word switch
        {
            [.., 'm', 's'] => (2, TimeSpan.TicksPerMillisecond),
            [.., 's'] => (1, TimeSpan.TicksPerSecond),
            [.., 'm'] => (1, TimeSpan.TicksPerMinute),
            _ => (0, 0),
        };
        bool isNumber = int.TryParse(word[..^suffix], NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        time = TimeSpan.FromTicks(number * unit);
        return isNumber && suffix > 0 && time <= Longest;
    }

    /// <summary>Writes whole milliseconds.</summary>
    public static string Write(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / TimeSpan.TicksPerSecond}s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / TimeSpan.TicksPerMillisecond}ms");
}
