namespace BioToken.Simulator.Faults;

/// <summary>What a fault does.</summary>
public enum FaultKind
{
    /// <summary>The call answers a value of the plan, instead of its effect or after it.</summary>
    Return,

    /// <summary>The call takes longer.</summary>
    Delay,

    /// <summary>The call does not answer, for a time or until there is nobody to answer to.</summary>
    Hang,

    /// <summary>The token is pulled out.</summary>
    Remove,

    /// <summary>The lengths and counts that the call answers are wrong.</summary>
    WrongLength,

    /// <summary>The process kills itself.</summary>
    Kill,
}
