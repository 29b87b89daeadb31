using System.Globalization;
using BioToken.Simulator.Resources;

namespace BioToken.Simulator.Faults;

/// <summary>
/// The faults of a simulated token: rules, by function, number of the call and class of object. Its text form and each effect are described
/// in docs/simulator.md. Immutable.
/// </summary>
public sealed class FaultPlan
{
    /// <summary>Most rules.</summary>
    public const int MaxRules = 1000;

    private readonly FaultRule[] _rules;

    /// <summary>Makes a plan.</summary>
    /// <param name="rules">The rules; for one call they act in this order.</param>
    /// <param name="seed">From which random rules decide.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxRules"/> rules, or one is null.</exception>
    public FaultPlan(IEnumerable<FaultRule> rules, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = [.. rules];
        if (Array.Exists(_rules, static rule => rule is null))
            throw new ArgumentException(Messages.Format("OptionInvalid", nameof(rules)), nameof(rules));
        if (_rules.Length > MaxRules)
            throw new ArgumentException(Messages.Format("FaultRulesTooMany", MaxRules), nameof(rules));
        Seed = seed;
    }

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>The rules.</summary>
    public IReadOnlyList<FaultRule> Rules => _rules;

    /// <summary>From which random rules decide.</summary>
    public long Seed { get; }

    /// <summary>Reads a plan.</summary>
    /// <param name="text">The statements, separated by semicolons; empty for <see cref="None"/>.</param>
    /// <exception cref="FormatException">The text is not a plan; the message names the position and the allowed input.</exception>
    public static FaultPlan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.IsNullOrWhiteSpace(text) ? None : new FaultPlanReader(text).Read();
    }

    /// <summary>The text that <see cref="Parse"/> reads as the same plan; empty if there are no rules.</summary>
    public override string ToString()
    {
        if (_rules.Length == 0)
            return "";
        string seed = Seed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"seed {Seed}; ");
        return seed + string.Join("; ", _rules.Select(rule => rule.ToString()));
    }

    /// <summary>Whether a rule concerns calls of a function, as far as the function alone decides.</summary>
    internal bool MayConcern(TokenFunction function) => Array.Exists(_rules, rule => rule.MayConcern(function));
}
