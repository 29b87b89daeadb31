using System.Globalization;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Resources;

namespace BioToken.Simulator.Faults;

/// <summary>
/// Reads a plan: <c>plan = statement { ";" statement }</c>, <c>statement = "seed" number | function counter [ "[" class "]" ] effect</c>.
/// Words are separated by blanks.
/// </summary>
internal sealed class FaultPlanReader(string text)
{
    private readonly List<FaultRule> _rules = [];
    private long? _seed;
    private int _position;
    private int _end;

    // Start of the last word read.
    private int _at;

    public FaultPlan Read()
    {
        while (_position <= text.Length)
        {
            int separator = text.IndexOf(';', _position);
            _end = separator < 0 ? text.Length : separator;
            ReadStatement();
            if (NextWord() is { Length: > 0 } rest)
                throw Wrong(_at, "FaultWordUnexpected", rest);
            _position = _end + 1;
        }

        return new FaultPlan(_rules, _seed ?? 0);
    }

    private void ReadStatement()
    {
        string word = NextWord();
        if (word == "seed")
        {
            word = NextWord();
            bool isNumber = long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed);
            if (!isNumber || _seed is not null)
                throw Wrong(_at, "FaultSeedInvalid", word);
            _seed = seed;
        }
        else
        {
            int at = _at;
            FaultRule rule = ReadRule(word);
            if (_rules.Count == FaultPlan.MaxRules)
                throw Wrong(at, "FaultRulesTooMany", FaultPlan.MaxRules);
            _rules.Add(rule);
        }
    }

    /// <summary>Reads a rule whose first word is known: function, counter and class.</summary>
    private FaultRule ReadRule(string word)
    {
        int at = _at;
        int counter = word.AsSpan().IndexOfAny('#', '%', '[') is >= 0 and int found ? found : word.Length;
        string function = word[..counter];
        TokenFunction? target = TokenFunction.Find(function);
        if (target is null && function != FaultRule.AnyFunction)
            throw Wrong(at, "FaultFunctionInvalid", function);
        int bracket = word.IndexOf('[', counter) is >= 0 and int place ? place : word.Length;
        FaultTrigger trigger = ParseTrigger(word[counter..bracket])
            ?? throw Wrong(at + counter, "FaultCounterInvalid", word[counter..bracket]);
        CKO? objectClass = bracket == word.Length ? null : ParseClass(word[bracket..], at + bracket);
        if (objectClass is not null && target is { IsAboutObject: false })
            throw Wrong(at + bracket, "FaultClassUseless", target.Name);

        string effect = NextWord();
        int effectAt = _at;
        FaultEffect read = ReadEffect(effect);
        if (read.Kind == FaultKind.WrongLength && target is { ReportsLength: false })
            throw Wrong(effectAt, "FaultLengthUseless", target.Name);
        return new FaultRule(function, trigger, read, objectClass);
    }

    private FaultEffect ReadEffect(string word) => word switch
    {
        "before" => FaultEffect.Return(ReadValue()),
        "after" => FaultEffect.Return(ReadValue(), isAfter: true),
        "delay" => FaultEffect.Delay(ParseTime(NextWord()), ReadAfter()),
        "hang" => FaultEffect.Hang(ReadLimit(), ReadAfter()),
        "remove" => FaultEffect.Remove(ReadAfter()),
        "kill" => FaultEffect.Kill(ReadAfter()),
        // "lie" is the word of earlier versions.
        "length" or "lie" => FaultEffect.WrongLength(ReadDifference()),
        _ => throw Wrong(_at, "FaultEffectInvalid", word),
    };

    private CKR ReadValue()
    {
        string word = NextWord();
        if (word.StartsWith("0x", StringComparison.Ordinal)
            && uint.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number))
        {
            return (CKR)number;
        }

        // Enum.TryParse also accepts numbers and lists, which are not names.
        const string prefix = "CKR_";
        return word.StartsWith(prefix, StringComparison.Ordinal) && Enum.TryParse(word.AsSpan(prefix.Length), out CKR value)
            && value.ToName() == word
                ? value
                : throw Wrong(_at, "FaultValueInvalid", word);
    }

    private TimeSpan? ReadLimit() => PeekWord() is "" or "after" ? null : ParseTime(NextWord());

    private bool ReadAfter()
    {
        bool isAfter = PeekWord() == "after";
        if (isAfter)
            NextWord();
        return isAfter;
    }

    private int ReadDifference()
    {
        string word = NextWord();
        bool isNumber = int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int difference);
        return isNumber && word[0] is '+' or '-' && Math.Abs((long)difference) is >= 1 and <= FaultEffect.MaxLengthError
            ? difference
            : throw Wrong(_at, "FaultDifferenceInvalid", word, FaultEffect.MaxLengthError);
    }

    private TimeSpan ParseTime(string word)
        => WrittenTime.TryParse(word, out TimeSpan time) && time > TimeSpan.Zero ? time : throw Wrong(_at, "FaultTimeInvalid", word);

    private static FaultTrigger? ParseTrigger(string counter)
    {
        if (counter == "#*")
            return FaultTrigger.Each;
        bool goesOn = counter is ['#', .., '+'];
        ReadOnlySpan<char> digits = counter.AsSpan(Math.Min(1, counter.Length));
        bool isNumber = long.TryParse(goesOn ? digits[..^1] : digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        if (!isNumber || number < 1)
            return null;
        return counter[0] switch
        {
            '#' => goesOn ? FaultTrigger.From(number) : FaultTrigger.Call(number),
            '%' when number <= 100 => FaultTrigger.Percent((int)number),
            _ => null,
        };
    }

    private static CKO ParseClass(string bracketed, int at)
    {
        string word = bracketed is ['[', .., ']'] ? bracketed[1..^1] : bracketed;
        return ObjectClassWord.Find(word) ?? throw Wrong(at, "FaultClassInvalid", word, ObjectClassWord.List);
    }

    private string PeekWord()
    {
        (int position, int at) = (_position, _at);
        string word = NextWord();
        (_position, _at) = (position, at);
        return word;
    }

    /// <summary>Takes the next word of the statement; empty at its end.</summary>
    private string NextWord()
    {
        while (_position < _end && char.IsWhiteSpace(text[_position]))
            _position++;
        _at = _position;
        while (_position < _end && !char.IsWhiteSpace(text[_position]))
            _position++;
        return text[_at.._position];
    }

    private static FormatException Wrong(int at, string key, params ReadOnlySpan<object?> arguments)
        => new(Messages.Format("FaultAt", at + 1, Messages.Format(key, arguments)));
}
