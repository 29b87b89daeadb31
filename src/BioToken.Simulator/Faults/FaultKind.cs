namespace BioToken.Simulator.Faults;

/// <summary>Specifies the effect of a fault.</summary>
public enum FaultKind
{
    /// <summary>The call returns a value of the plan, instead of its effect or after it.</summary>
    Return,

    /// <summary>The call takes longer.</summary>
    Delay,

    /// <summary>The call does not return, for a time or until its session is gone.</summary>
    Hang,

    /// <summary>The token is removed.</summary>
    Remove,

    /// <summary>The call's lengths and counts are wrong.</summary>
    WrongLength,

    /// <summary>The process kills itself.</summary>
    Kill,
}
