namespace BioToken.Npki.Keys.Files;

/// <summary>What was found of an interrupted change of password, and is settled now.</summary>
public enum RecoveredChange
{
    /// <summary>No trace of one.</summary>
    None,

    /// <summary>It had not been finished: all keys open with the old password.</summary>
    RolledBack,

    /// <summary>It had been finished but for the cleaning: all keys open with the new password.</summary>
    Completed,
}
