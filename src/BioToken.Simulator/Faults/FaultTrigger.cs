using System.Globalization;

namespace BioToken.Simulator.Faults;

/// <summary>Specifies when a <see cref="FaultRule"/> applies, by the number of the call among those that it concerns.</summary>
public sealed record FaultTrigger
{
    private readonly long _first;
    private readonly bool _goesOn;
    private readonly int _percent;

    private FaultTrigger(long first, bool goesOn, int percent)
    {
        _first = first;
        _goesOn = goesOn;
        _percent = percent;
    }

    /// <summary>At each call.</summary>
    public static FaultTrigger Each { get; } = new(first: 1, goesOn: true, percent: 100);

    /// <summary>At one call.</summary>
    /// <param name="number">The call's number, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static FaultTrigger Call(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new(number, goesOn: false, percent: 100);
    }

    /// <summary>At one call and all later ones.</summary>
    /// <param name="number">The first call's number, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static FaultTrigger From(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new(number, goesOn: true, percent: 100);
    }

    /// <summary>
    /// At each call with a probability. The decision follows from the plan's seed, the rule's place and the call's number.
    /// </summary>
    /// <param name="probability">In percent, from 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is none of those.</exception>
    public static FaultTrigger Percent(int probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 100);
        // Of probability 100 is the same as each, but it is written otherwise.
        return new(first: 0, goesOn: true, probability);
    }

    /// <summary>The trigger's text after the function in a plan.</summary>
    public override string ToString() => this switch
    {
        { _first: 0 } => string.Create(CultureInfo.InvariantCulture, $"%{_percent}"),
        { _first: 1, _goesOn: true } => "#*",
        _ => string.Create(CultureInfo.InvariantCulture, $"#{_first}{(_goesOn ? "+" : "")}"),
    };

    /// <summary>Whether no later call can trigger it.</summary>
    internal bool IsSpent(long calls) => !_goesOn && calls >= _first;

    /// <summary>Whether a call is the one: a function of its arguments alone.</summary>
    /// <param name="seed">The plan's seed.</param>
    /// <param name="rule">The rule's place in the plan.</param>
    /// <param name="call">The call's number, from 1.</param>
    internal bool Fires(long seed, int rule, long call)
    {
        if (_first > 0)
            return call == _first || (_goesOn && call > _first);
        ulong number = Mix(Mix(Mix((ulong)seed) + (ulong)rule) + (ulong)call);
        return Math.BigMul(number, 100, out _) < (ulong)_percent;
    }

    /// <summary>A step of SplitMix64, whose numbers are practically independent for different arguments.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
