using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects;

// Keys that the token generates (PKCS#11 v2.40 sections 4.1.1 and 5.13): the template first, the key's values afterwards.
internal sealed partial class ObjectBuilder
{
    /// <summary>The template of a generated key with defaults; the mechanism reads its parameters here.</summary>
    public AttributeSet Asked => new(_attributes);

    /// <summary>Checks the template of a key to generate.</summary>
    /// <param name="key">The key.</param>
    /// <param name="template">The caller's template.</param>
    /// <param name="isOfficer">Whether the security officer is logged in, who alone may set CKA_TRUSTED.</param>
    /// <param name="isAlwaysAuthenticate">Whether every private key of the token requires a login for each use.</param>
    /// <param name="builder">The builder for <see cref="Finish"/>, with <see cref="CKR.OK"/>.</param>
    public static CKR Begin(
        GeneratedKey key, AttributeTemplate template, bool isOfficer, bool isAlwaysAuthenticate, out ObjectBuilder? builder)
    {
        builder = null;
        if (template.ValueLength > MaxObjectLength)
            return CKR.DEVICE_MEMORY;
        ObjectSchema schema = ObjectSchema.Find(key.Class, (ulong)key.Type)!;
        ObjectBuilder begun = new();
        for (int i = 0; i < template.Count; i++)
        {
            CKR rv = begun.AddAttribute(schema, key, template[i]);
            if (rv != CKR.OK)
                return rv;
        }

        CKR own = begun.AddOwnValues(schema, isOfficer, isAlwaysAuthenticate);
        if (own != CKR.OK)
            return own;
        begun._attributes[CKA.CLASS] = AttributeSet.FromULong((ulong)key.Class);
        begun._attributes[CKA.KEY_TYPE] = AttributeSet.FromULong((ulong)key.Type);
        begun._attributes[CKA.LOCAL] = [1];
        begun._attributes[CKA.KEY_GEN_MECHANISM] = AttributeSet.FromULong((ulong)key.Mechanism);
        builder = begun;
        return CKR.OK;
    }

    /// <summary>Adds the values of the generated key.</summary>
    /// <param name="values">The object takes ownership of them, or they are zeroed.</param>
    /// <param name="attributes">The object's attributes, with <see cref="CKR.OK"/>.</param>
    public CKR Finish(IReadOnlyDictionary<CKA, byte[]> values, out AttributeSet? attributes)
    {
        foreach ((CKA type, byte[] value) in values)
            _attributes[type] = value;
        if (_attributes.ContainsKey(CKA.SENSITIVE))
        {
            _attributes[CKA.ALWAYS_SENSITIVE] = [IsSet(CKA.SENSITIVE) ? (byte)1 : (byte)0];
            _attributes[CKA.NEVER_EXTRACTABLE] = [IsSet(CKA.EXTRACTABLE) ? (byte)0 : (byte)1];
        }

        CKR rv = Complete();
        attributes = rv == CKR.OK ? Asked : null;
        if (rv != CKR.OK)
        {
            foreach (byte[] value in values.Values)
                CryptographicOperations.ZeroMemory(value);
        }

        return rv;
    }

    private CKR AddAttribute(ObjectSchema schema, GeneratedKey key, TemplateAttribute attribute)
    {
        // Section 5.13: class and type follow from the mechanism; a template may repeat but not contradict them.
        if (attribute.Type is CKA.CLASS or CKA.KEY_TYPE)
        {
            ulong expected = attribute.Type == CKA.CLASS ? (ulong)key.Class : (ulong)key.Type;
            if (attribute.Value.Length != sizeof(ulong))
                return CKR.ATTRIBUTE_VALUE_INVALID;
            return BitConverter.ToUInt64(attribute.Value) == expected ? CKR.OK : CKR.TEMPLATE_INCONSISTENT;
        }

        if (!key.Parameters.Contains(attribute.Type))
            return schema.Find(attribute.Type) is { IsPartOfKey: true } ? CKR.ATTRIBUTE_READ_ONLY : AddAttribute(schema, attribute);
        if (schema.Find(attribute.Type) is { } rule && !rule.Accepts(attribute.Value))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        return Add(attribute);
    }
}
