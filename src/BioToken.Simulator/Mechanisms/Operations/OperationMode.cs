namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>How an operation's data come.</summary>
internal enum OperationMode
{
    /// <summary>None came yet: either way is open.</summary>
    Open,

    /// <summary>In one call; its length was asked for.</summary>
    OnePart,

    /// <summary>In parts.</summary>
    Parts,
}
