namespace BioToken.Npki.Tests;

/// <summary>What happens at the chosen file operation.</summary>
public enum FaultKind
{
    /// <summary>It fails without effect; later ones work.</summary>
    Error,

    /// <summary>It takes effect but reports an error; later ones work.</summary>
    ErrorAfter,

    /// <summary>The process dies in it; a file being written is torn.</summary>
    Killed,

    /// <summary>The process dies after it.</summary>
    KilledAfter,

    /// <summary>The disk is removed: this and all later ones fail.</summary>
    Gone,
}
