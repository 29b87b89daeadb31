namespace BioToken.Tests.Contract;

/// <summary>What a contract test wants of its token.</summary>
internal sealed record ContractSetup
{
    /// <summary>Changes the provider's options.</summary>
    public Action<BioTokenOptions> Configure { get; init; } = static _ => { };

    /// <summary>Who touches the sensor; empty for the right finger at once.</summary>
    public string Script { get; init; } = "";

    /// <summary>How long the device waits for a finger; null for its default.</summary>
    public TimeSpan? DevicePatience { get; init; }

    /// <summary>Whether the token has room for one identity only.</summary>
    public bool IsSmall { get; init; }
}
