using BioToken.Tokens;

namespace BioToken.Objects;

/// <summary>
/// An object on a token that cannot be read or interpreted. It belongs to no identity, is never erased with one, and a write must leave it
/// unchanged.
/// </summary>
public sealed record UnreadableObject
{
    /// <summary>Its kind; null if that cannot be read either.</summary>
    public TokenObjectKind? Kind { get; init; }

    /// <summary>CKA_LABEL; null if it has none or does not show it.</summary>
    public string? Label { get; init; }

    /// <summary>CKA_ID in hexadecimal; null if it has none or does not show it.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// SHA-256 in hexadecimal of its readable attributes, as in <see cref="Writing.Plans.PlannedObject.Hash"/>: it identifies the object if
    /// nothing else does.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>The reason.</summary>
    public required UnreadableReason Reason { get; init; }

    /// <summary>What the module returned (CK_RV); null if it returned no error.</summary>
    public ulong? ReturnValue { get; init; }

    /// <summary>The reason in words.</summary>
    public required string Message { get; init; }
}
