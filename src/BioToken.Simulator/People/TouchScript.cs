using System.Globalization;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Resources;

namespace BioToken.Simulator.People;

/// <summary>
/// The reactions of simulated people, one step per request for a finger: <c>script = [ step { "," step } ]</c>, <c>step = [ "slow" delay ]
/// word [ "*" n ]</c>. After its end, and without one, the right finger touches at once.
/// </summary>
internal sealed class TouchScript
{
    private const int MaxSteps = 10_000;
    private const int MaxRepeats = 1_000;

    private static readonly (string Word, TouchKind Kind)[] Words =
    [
        ("right", TouchKind.Right), ("wrong", TouchKind.Wrong), ("wet", TouchKind.Wet), ("walk-away", TouchKind.WalkAway),
        ("cancel", TouchKind.Cancel), ("wait", TouchKind.Wait), ("remove", TouchKind.Remove),
    ];

    private readonly TouchStep[] _steps;

    private TouchScript(TouchStep[] steps) => _steps = steps;

    public int Length => _steps.Length;

    public TouchStep this[int position] => position < _steps.Length ? _steps[position] : new(TouchKind.Right, TimeSpan.Zero);

    /// <exception cref="FormatException">The text is no script; the message names the position and the words that are allowed.</exception>
    public static TouchScript Parse(string text)
    {
        List<TouchStep> steps = [];
        if (string.IsNullOrWhiteSpace(text))
            return new TouchScript([]);
        int start = 0;
        while (start <= text.Length)
        {
            int end = text.IndexOf(',', start);
            end = end < 0 ? text.Length : end;
            AddStep(steps, text, start, end);
            start = end + 1;
        }

        return new TouchScript([.. steps]);
    }

    private static void AddStep(List<TouchStep> steps, string text, int start, int end)
    {
        TimeSpan delay = TimeSpan.Zero;
        string word = NextWord(text, ref start, end, out int at);
        if (word == "slow")
        {
            word = NextWord(text, ref start, end, out at);
            if (!WrittenTime.TryParse(word, out delay))
                throw new FormatException(Messages.Format("ScriptDelayInvalid", at + 1, word));
            word = NextWord(text, ref start, end, out at);
        }

        int index = Array.FindIndex(Words, pair => pair.Word == word);
        if (index < 0)
            throw Unknown(word, at);
        int repeats = ParseRepeats(text, ref start, end);
        if (steps.Count + repeats > MaxSteps)
            throw new FormatException(Messages.Format("ScriptTooLong", at + 1, MaxSteps));
        steps.AddRange(Enumerable.Repeat(new TouchStep(Words[index].Kind, delay), repeats));
    }

    /// <summary>Takes the next word, which ends at a blank or an asterisk.</summary>
    private static string NextWord(string text, ref int start, int end, out int at)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        at = start;
        while (start < end && !char.IsWhiteSpace(text[start]) && (text[start] != '*' || start == at))
            start++;
        return text[at..start];
    }

    private static int ParseRepeats(string text, ref int start, int end)
    {
        string rest = text[start..end].Trim();
        if (rest.Length == 0)
            return 1;
        int at = text.IndexOf(rest[0], start);
        if (rest[0] != '*')
            throw Unknown(rest, at);
        bool isNumber = int.TryParse(rest.AsSpan(1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int repeats);
        if (!isNumber || repeats is < 1 or > MaxRepeats)
            throw new FormatException(Messages.Format("ScriptRepeatInvalid", at + 2, rest[1..].Trim()));
        return repeats;
    }

    private static FormatException Unknown(string word, int at)
        => new(Messages.Format("ScriptWordUnknown", at + 1, word, string.Join(", ", Words.Select(pair => pair.Word))));
}
