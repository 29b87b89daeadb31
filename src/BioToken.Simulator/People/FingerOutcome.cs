namespace BioToken.Simulator.People;

/// <summary>How a request for a finger ended.</summary>
internal enum FingerOutcome
{
    /// <summary>An enrolled finger.</summary>
    Matched,

    /// <summary>Another finger; an attempt is used.</summary>
    Mismatched,

    /// <summary>No attempt is left: the token did not ask.</summary>
    Blocked,

    /// <summary>The person canceled on the device.</summary>
    Canceled,

    /// <summary>No finger within the device's patience.</summary>
    TimedOut,

    /// <summary>The token was removed.</summary>
    Removed,

    /// <summary>The application stopped the module or closed the session.</summary>
    Abandoned,
}
