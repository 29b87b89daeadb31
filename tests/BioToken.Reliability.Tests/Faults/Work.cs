namespace BioToken.Reliability.Tests.Faults;

/// <summary>What a person does to a token that holds an expiring identity, the agent's own, and objects of others.</summary>
internal enum Work
{
    /// <summary>Writes the renewed identity beside the expiring one.</summary>
    Write,

    /// <summary>Replaces it, with room for both.</summary>
    Replace,

    /// <summary>Replaces it on a token with room for one only.</summary>
    ReplaceInPlace,

    /// <summary>Writes the expiring identity anew.</summary>
    ReplaceBySame,

    /// <summary>Erases the expiring identity.</summary>
    Erase,
}
