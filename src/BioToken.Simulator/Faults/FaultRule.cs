using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Resources;

namespace BioToken.Simulator.Faults;

/// <summary>One rule of a <see cref="FaultPlan"/>: the calls that it concerns, the trigger, and the effect.</summary>
public sealed record FaultRule
{
    /// <summary>The word for every function.</summary>
    public const string AnyFunction = "any";

    /// <summary>Makes a rule.</summary>
    /// <param name="function">
    /// Name of a PKCS#11 function that concerns a token, with or without <c>C_</c>, or <see cref="AnyFunction"/>.
    /// </param>
    /// <param name="trigger">At which call.</param>
    /// <param name="effect">The effect.</param>
    /// <param name="objectClass">For calls about objects of this class only; null for all calls.</param>
    /// <exception cref="ArgumentException">
    /// The function is unknown or concerns no token; or it is about no objects, though a class is given; or it reports no length that
    /// could be wrong; or the class is none that a token has.
    /// </exception>
    public FaultRule(string function, FaultTrigger trigger, FaultEffect effect, CKO? objectClass = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(trigger);
        ArgumentNullException.ThrowIfNull(effect);
        Target = function == AnyFunction ? null : TokenFunction.Find(function);
        if (Target is null && function != AnyFunction)
            throw new ArgumentException(Messages.Format("FaultFunctionInvalid", function), nameof(function));
        if (objectClass is { } given && ObjectClassWord.Find(given) is null)
            throw new ArgumentException(Messages.Format("FaultClassInvalid", given, ObjectClassWord.List), nameof(objectClass));
        if (objectClass is not null && Target is { IsAboutObject: false })
            throw new ArgumentException(Messages.Format("FaultClassUseless", Target.Name), nameof(objectClass));
        if (effect.Kind == FaultKind.WrongLength && Target is { ReportsLength: false })
            throw new ArgumentException(Messages.Format("FaultLengthUseless", Target.Name), nameof(effect));
        Trigger = trigger;
        Effect = effect;
        ObjectClass = objectClass;
    }

    /// <summary>Name of the function, with <c>C_</c>; or <see cref="AnyFunction"/>.</summary>
    public string Function => Target?.Name ?? AnyFunction;

    /// <summary>At which of the calls that it concerns.</summary>
    public FaultTrigger Trigger { get; }

    /// <summary>The effect.</summary>
    public FaultEffect Effect { get; }

    /// <summary>For calls about objects of this class only; null for all calls.</summary>
    public CKO? ObjectClass { get; }

    /// <summary>The function; null for any.</summary>
    internal TokenFunction? Target { get; }

    /// <summary>The rule in the words of a plan.</summary>
    public override string ToString()
        => $"{Function}{Trigger}{(ObjectClass is { } given ? $"[{ObjectClassWord.Find(given)}]" : "")} {Effect}";

    /// <summary>Whether the rule concerns calls of a function, as far as the function alone decides.</summary>
    internal bool MayConcern(TokenFunction function)
        => (Target is null || Target == function) && (ObjectClass is null || function.IsAboutObject);
}
