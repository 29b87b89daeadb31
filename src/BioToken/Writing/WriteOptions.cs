namespace BioToken;

/// <summary>What a write or replacement may do beyond the safe defaults.</summary>
public sealed record WriteOptions
{
    /// <summary>The defaults.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>Write a certificate that has expired.</summary>
    public bool AllowExpired { get; init; }

    /// <summary>Write a certificate of a test authority to a real token. Simulated tokens take them always.</summary>
    public bool AllowTestAuthority { get; init; }
}
