namespace BioToken.Reliability.Tests.Faults;

/// <summary>Specifies the operation on a token that holds an expiring identity, the agent's identity, and foreign objects.</summary>
internal enum Work
{
    /// <summary>Writes the renewed identity beside the expiring one.</summary>
    Write,

    /// <summary>Replaces the expiring identity, with enough space for both.</summary>
    Replace,

    /// <summary>Replaces the expiring identity on a token with enough space for only one.</summary>
    ReplaceInPlace,

    /// <summary>Writes the expiring identity again.</summary>
    ReplaceBySame,

    /// <summary>Erases the expiring identity.</summary>
    Erase,
}
