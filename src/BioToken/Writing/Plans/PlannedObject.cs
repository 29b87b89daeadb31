using BioToken.Tokens;

namespace BioToken.Writing.Plans;

/// <summary>An object on a token and its change. It contains nothing secret.</summary>
public sealed record PlannedObject
{
    /// <summary>Its kind.</summary>
    public required TokenObjectKind Kind { get; init; }

    /// <summary>CKA_LABEL; null if it has none.</summary>
    public required string? Label { get; init; }

    /// <summary>CKA_ID in hexadecimal; null if it has none.</summary>
    public required string? Id { get; init; }

    /// <summary>
    /// SHA-256 in hexadecimal of the attributes that the token shows; for a new object, of its certificate, modulus or value.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>Its change.</summary>
    public required PlannedChange Change { get; init; }
}
