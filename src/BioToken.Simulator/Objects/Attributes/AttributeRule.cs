using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Objects.Attributes;

/// <summary>The rule for one attribute of a class of objects.</summary>
/// <param name="Type">The attribute.</param>
/// <param name="Kind">The kind of its value.</param>
/// <param name="Use">Its source.</param>
/// <param name="Value">The default, or the token's value; null if the object is without the attribute by default, or the value is
/// computed.</param>
internal sealed record AttributeRule(CKA Type, AttributeKind Kind, AttributeUse Use, byte[]? Value)
{
    /// <summary>
    /// Whether a generated key gets it from its mechanism: an attribute that a created key must specify or that is computed.
    /// </summary>
    public bool IsPartOfKey
        => Use == AttributeUse.Required || this is { Use: AttributeUse.Optional, Kind: AttributeKind.Bytes, Value: null };

    /// <summary>Whether a template may contain such a value.</summary>
    public bool Accepts(ReadOnlySpan<byte> value) => Kind switch
    {
        AttributeKind.Boolean => value is [0] or [1],
        AttributeKind.ULong => value.Length == sizeof(ulong),
        AttributeKind.ULongs => value.Length % sizeof(ulong) == 0,
        AttributeKind.Date => value.Length is 0 or 8,
        _ => Use != AttributeUse.Required || value.Length > 0,
    };
}
