namespace BioToken.Tests.Contract;

/// <summary>Requirements of a contract test for its token.</summary>
internal sealed record ContractSetup
{
    /// <summary>Changes the provider's options.</summary>
    public Action<BioTokenOptions> Configure { get; init; } = static _ => { };

    /// <summary>The touch script; empty for the right finger at once.</summary>
    public string Script { get; init; } = "";

    /// <summary>The device's time-out for a finger; null for its default.</summary>
    public TimeSpan? DevicePatience { get; init; }

    /// <summary>Whether the token has enough space for only one identity.</summary>
    public bool IsSmall { get; init; }
}
