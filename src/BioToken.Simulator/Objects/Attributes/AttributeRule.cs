using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Objects.Attributes;

/// <summary>The rule for one attribute of a class of objects.</summary>
/// <param name="Type">The attribute.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Use">Who gives it.</param>
/// <param name="Value">The default, or the token's value; null if the object is without the attribute by default, or the value is
/// computed.</param>
internal sealed record AttributeRule(CKA Type, AttributeKind Kind, AttributeUse Use, byte[]? Value)
{
    /// <summary>
    /// Whether a generated key has it from its mechanism: what a created one must be given, or what is computed from that.
    /// </summary>
    public bool IsPartOfKey
        => Use == AttributeUse.Required || this is { Use: AttributeUse.Optional, Kind: AttributeKind.Bytes, Value: null };

    /// <summary>Whether a template may give such a value at all.</summary>
    public bool Accepts(ReadOnlySpan<byte> value) => Kind switch
    {
        AttributeKind.Boolean => value is [0] or [1],
        AttributeKind.ULong => value.Length == sizeof(ulong),
        AttributeKind.ULongs => value.Length % sizeof(ulong) == 0,
        AttributeKind.Date => value.Length is 0 or 8,
        _ => Use != AttributeUse.Required || value.Length > 0,
    };
}
