namespace BioToken.Simulator.People;

/// <summary>How a request for a finger ended.</summary>
internal enum FingerOutcome
{
    /// <summary>An enrolled finger.</summary>
    Matched,

    /// <summary>Another finger; a try is used.</summary>
    Mismatched,

    /// <summary>No try is left: the token did not ask.</summary>
    Blocked,

    /// <summary>The person canceled on the device.</summary>
    Cancelled,

    /// <summary>No finger within the device's patience.</summary>
    TimedOut,

    /// <summary>The token was taken out.</summary>
    Removed,

    /// <summary>The application stopped the module or closed the session.</summary>
    Abandoned,
}
