namespace BioToken.Npki.Keys.Files;

/// <summary>Specifies how an interrupted password change was settled.</summary>
public enum RecoveredChange
{
    /// <summary>No trace of one.</summary>
    None,

    /// <summary>It had not been finished: all keys open with the old password.</summary>
    RolledBack,

    /// <summary>It had been finished but for the cleaning: all keys open with the new password.</summary>
    Completed,
}
