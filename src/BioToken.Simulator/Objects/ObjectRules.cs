using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects;

/// <summary>The rules for an object's file: a checksum shows that a file is unchanged, not that a simulator wrote it.</summary>
internal static class ObjectRules
{
    /// <summary>
    /// Whether these are the attributes of an object on a token. Classes and attributes of a newer version are accepted. Whether the parts
    /// of a key belong together is checked on first use.
    /// </summary>
    public static bool Allow(AttributeSet attributes)
    {
        if (attributes.Size > AttributeQuery.MaxValueLength
            || attributes.HasDuplicates
            || attributes.GetULong(CKA.CLASS) is not { } objectClass
            || attributes.Find(CKA.TOKEN) is not [1])
        {
            return false;
        }

        ulong? type = ObjectSchema.TypeAttribute((CKO)objectClass) is { } attribute ? attributes.GetULong(attribute) : 0;
        if (type is null)
            return false;
        return ObjectSchema.Find((CKO)objectClass, type) is not { } schema
            || Array.TrueForAll(schema.Rules, rule => IsKept(rule, attributes));
    }

    private static bool IsKept(AttributeRule rule, AttributeSet attributes)
        => attributes.Find(rule.Type) is { } value ? rule.Accepts(value) : rule.Use != AttributeUse.Required;
}
