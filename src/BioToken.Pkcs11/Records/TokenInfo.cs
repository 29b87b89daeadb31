using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Records;

/// <summary>
/// A token's description, limits and PIN state (CK_TOKEN_INFO). A number that the module calls unavailable (CK_UNAVAILABLE_INFORMATION) is
/// null.
/// </summary>
public sealed record TokenInfo
{
    /// <summary>Label, trailing blanks removed.</summary>
    public required string Label { get; init; }

    /// <summary>Manufacturer, trailing blanks removed.</summary>
    public required string Manufacturer { get; init; }

    /// <summary>Model, trailing blanks removed.</summary>
    public required string Model { get; init; }

    /// <summary>Serial number, trailing blanks removed.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The token's capabilities, and the state of its PINs.</summary>
    public TokenFlags Flags { get; init; }

    /// <summary>Most sessions at once.</summary>
    public TokenLimit MaxSessionCount { get; init; }

    /// <summary>Open sessions; null if unavailable.</summary>
    public ulong? SessionCount { get; init; }

    /// <summary>Most read-write sessions at once.</summary>
    public TokenLimit MaxReadWriteSessionCount { get; init; }

    /// <summary>Open read-write sessions; null if unavailable.</summary>
    public ulong? ReadWriteSessionCount { get; init; }

    /// <summary>Longest PIN in bytes; null if unavailable.</summary>
    public ulong? MaxPinLength { get; init; }

    /// <summary>Shortest PIN in bytes; null if unavailable.</summary>
    public ulong? MinPinLength { get; init; }

    /// <summary>Memory for public objects in bytes; null if unavailable.</summary>
    public ulong? TotalPublicMemory { get; init; }

    /// <summary>Unused memory for public objects in bytes; null if unavailable.</summary>
    public ulong? FreePublicMemory { get; init; }

    /// <summary>Memory for private objects in bytes; null if unavailable.</summary>
    public ulong? TotalPrivateMemory { get; init; }

    /// <summary>Unused memory for private objects in bytes; null if unavailable.</summary>
    public ulong? FreePrivateMemory { get; init; }

    /// <summary>Version of the hardware.</summary>
    public CryptokiVersion HardwareVersion { get; init; }

    /// <summary>Version of the firmware.</summary>
    public CryptokiVersion FirmwareVersion { get; init; }

    /// <summary>The token's clock (YYYYMMDDhhmmss00); null if it has none.</summary>
    public string? UtcTime { get; init; }
}
