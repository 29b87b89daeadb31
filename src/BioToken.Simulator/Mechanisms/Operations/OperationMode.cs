namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>Specifies how an operation receives its data.</summary>
internal enum OperationMode
{
    /// <summary>No data yet: undecided.</summary>
    Open,

    /// <summary>In one call; its length was requested.</summary>
    OnePart,

    /// <summary>In parts.</summary>
    Parts,
}
