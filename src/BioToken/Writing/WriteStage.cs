namespace BioToken.Writing;

/// <summary>Stages of a write, replacement or erasure, in order.</summary>
public enum WriteStage
{
    /// <summary>Everything that can be checked is checked. Nothing has changed.</summary>
    Checking,

    /// <summary>The new objects are written beside the old ones.</summary>
    Writing,

    /// <summary>The new objects are read back, and each private key is verified; see <see cref="WriteProgress.Verified"/>.</summary>
    Verifying,

    /// <summary>The old objects are erased. It can no longer be canceled.</summary>
    Erasing,

    /// <summary>The token is read once more: the new objects are there, the old ones gone, all others untouched.</summary>
    FinalCheck,

    /// <summary>Done.</summary>
    Done,
}
