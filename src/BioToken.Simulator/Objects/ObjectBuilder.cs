using System.Security.Cryptography;
using BioToken.Npki.Ciphers;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Objects;

/// <summary>Makes an object's attributes from a template of C_CreateObject (PKCS#11 v2.40 section 4.1.1).</summary>
internal sealed partial class ObjectBuilder
{
    private const int MaxObjectLength = AttributeQuery.MaxValueLength;

    private readonly Dictionary<CKA, byte[]> _attributes = [];

    /// <summary>Checks a template and adds defaults.</summary>
    /// <param name="template">The caller's template.</param>
    /// <param name="isOfficer">Whether the security officer is logged in, who alone may set CKA_TRUSTED.</param>
    /// <param name="isAlwaysAuthenticate">Whether every private key of the token requires a login for each use.</param>
    /// <param name="attributes">The attributes, with <see cref="CKR.OK"/>.</param>
    public static CKR Build(AttributeTemplate template, bool isOfficer, bool isAlwaysAuthenticate, out AttributeSet? attributes)
    {
        ObjectBuilder builder = new();
        CKR rv = builder.Fill(template, isOfficer, isAlwaysAuthenticate);
        attributes = rv == CKR.OK ? new AttributeSet(builder._attributes) : null;
        if (rv != CKR.OK)
            builder.Zero(template);
        return rv;
    }

    private CKR Fill(AttributeTemplate template, bool isOfficer, bool isAlwaysAuthenticate)
    {
        if (template.ValueLength > MaxObjectLength)
            return CKR.DEVICE_MEMORY;
        CKR rv = FindSchema(template, out ObjectSchema? schema);
        if (rv != CKR.OK)
            return rv;
        for (int i = 0; i < template.Count; i++)
        {
            rv = AddAttribute(schema!, template[i]);
            if (rv != CKR.OK)
                return rv;
        }

        if (Array.Exists(schema!.Rules, rule => rule.Use == AttributeUse.Required && !_attributes.ContainsKey(rule.Type)))
            return CKR.TEMPLATE_INCOMPLETE;
        rv = AddOwnValues(schema, isOfficer, isAlwaysAuthenticate);
        return rv == CKR.OK ? Complete() : rv;
    }

    /// <summary>Adds the defaults and the token's own attributes.</summary>
    private CKR AddOwnValues(ObjectSchema schema, bool isOfficer, bool isAlwaysAuthenticate)
    {
        foreach (AttributeRule rule in schema.Rules)
        {
            bool isOwn = rule.Use is AttributeUse.Forced or AttributeUse.ReadOnly;
            if (rule.Value is not null && rule.Use != AttributeUse.Unstored && (isOwn || !_attributes.ContainsKey(rule.Type)))
                _attributes[rule.Type] = rule.Value;
        }

        if (IsSet(CKA.TRUSTED) && !isOfficer)
            return CKR.ATTRIBUTE_READ_ONLY;
        if (isAlwaysAuthenticate && _attributes.ContainsKey(CKA.ALWAYS_AUTHENTICATE))
            _attributes[CKA.ALWAYS_AUTHENTICATE] = [1];
        return CKR.OK;
    }

    private static CKR FindSchema(AttributeTemplate template, out ObjectSchema? schema)
    {
        schema = null;
        CKR rv = Read(template, CKA.CLASS, out ulong objectClass);
        if (rv != CKR.OK)
            return rv;
        ulong type = 0;
        if (ObjectSchema.TypeAttribute((CKO)objectClass) is { } attribute)
        {
            rv = Read(template, attribute, out type);
            if (rv != CKR.OK)
                return rv;
        }

        schema = ObjectSchema.Find((CKO)objectClass, type);
        return schema is null ? CKR.ATTRIBUTE_VALUE_INVALID : CKR.OK;
    }

    private static CKR Read(AttributeTemplate template, CKA type, out ulong value)
    {
        value = 0;
        if (!template.TryGet(type, out TemplateAttribute attribute))
            return CKR.TEMPLATE_INCOMPLETE;
        if (attribute.Value.Length != sizeof(ulong))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        value = BitConverter.ToUInt64(attribute.Value);
        return CKR.OK;
    }

    private CKR AddAttribute(ObjectSchema schema, TemplateAttribute attribute)
    {
        AttributeRule? rule = schema.Find(attribute.Type);
        if (rule is null)
            return IsKnown(attribute.Type) ? CKR.TEMPLATE_INCONSISTENT : CKR.ATTRIBUTE_TYPE_INVALID;
        if (rule.Use == AttributeUse.ReadOnly)
            return CKR.ATTRIBUTE_READ_ONLY;
        return rule.Accepts(attribute.Value) ? Add(attribute) : CKR.ATTRIBUTE_VALUE_INVALID;
    }

    /// <summary>Adds a template's attribute; the same value changes nothing, another one is a contradiction.</summary>
    private CKR Add(TemplateAttribute attribute)
    {
        if (_attributes.TryGetValue(attribute.Type, out byte[]? known))
            return attribute.Value.SequenceEqual(known) ? CKR.OK : CKR.TEMPLATE_INCONSISTENT;
        _attributes.Add(attribute.Type, AttributeSet.Pin(attribute.Value));
        return CKR.OK;
    }

    private static bool IsKnown(CKA type) => Enum.IsDefined(type) && type != CKA.VENDOR_DEFINED;

    /// <summary>Computes derived attributes, and checks that the parts belong together.</summary>
    private CKR Complete()
    {
        try
        {
            return (CKO)BitConverter.ToUInt64(_attributes[CKA.CLASS]) switch
            {
                CKO.CERTIFICATE => CompleteCertificate(),
                CKO.PUBLIC_KEY => CompletePublicKey(),
                CKO.PRIVATE_KEY => CompletePrivateKey(),
                CKO.SECRET_KEY => CompleteSecretKey(),
                _ => CKR.OK,
            };
        }
        catch (CryptographicException)
        {
            return CKR.ATTRIBUTE_VALUE_INVALID;
        }
    }

    /// <summary>
    /// The value may be omitted if a URL and hashes specify it; its check value is the first three bytes of its SHA-1 (section 4.6.3 and
    /// its footnotes).
    /// </summary>
    private CKR CompleteCertificate()
    {
        if (!IsOneOf(CKA.CERTIFICATE_CATEGORY, 3) || !IsOneOf(CKA.JAVA_MIDP_SECURITY_DOMAIN, 3))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        bool hasUrl = HasBytes(CKA.URL);
        if (hasUrl && !(HasBytes(CKA.HASH_OF_SUBJECT_PUBLIC_KEY) && HasBytes(CKA.HASH_OF_ISSUER_PUBLIC_KEY)))
            return CKR.TEMPLATE_INCOMPLETE;
        if (!HasBytes(CKA.VALUE))
            return hasUrl ? CKR.OK : CKR.TEMPLATE_INCOMPLETE;
        byte[] digest = CryptographicOperations.HashData(HashAlgorithmName.SHA1, _attributes[CKA.VALUE]);
        return Agree(CKA.CHECK_VALUE, digest[..3]);
    }

    private CKR CompletePublicKey()
    {
        if (_attributes.TryGetValue(CKA.EC_PARAMS, out byte[]? parameters))
        {
            if (EcCurve.Find(parameters) is not { } curve)
                return CKR.CURVE_NOT_SUPPORTED;
            byte[]? info = curve.TryExportPublicKeyInfo(_attributes[CKA.EC_POINT]);
            return info is null ? CKR.ATTRIBUTE_VALUE_INVALID : Agree(CKA.PUBLIC_KEY_INFO, info);
        }

        if (!HasPublicNumbers())
            return CKR.ATTRIBUTE_VALUE_INVALID;
        _attributes[CKA.MODULUS_BITS] = AttributeSet.FromULong((ulong)RsaParts.BitLength(_attributes[CKA.MODULUS]));
        using RSA rsa = RSA.Create(new RSAParameters
        {
            Modulus = _attributes[CKA.MODULUS].AsSpan().TrimStart((byte)0).ToArray(),
            Exponent = _attributes[CKA.PUBLIC_EXPONENT].AsSpan().TrimStart((byte)0).ToArray(),
        });
        return Agree(CKA.PUBLIC_KEY_INFO, rsa.ExportSubjectPublicKeyInfo());
    }

    private CKR CompletePrivateKey()
    {
        if (_attributes.TryGetValue(CKA.EC_PARAMS, out byte[]? parameters))
        {
            if (EcCurve.Find(parameters) is null)
                return CKR.CURVE_NOT_SUPPORTED;
        }
        else
        {
            if (!HasPublicNumbers())
                return CKR.ATTRIBUTE_VALUE_INVALID;
            RsaParts.Complete(_attributes);
        }

        SigningKey? key = SigningKey.Create(CKO.PRIVATE_KEY, new AttributeSet(_attributes));
        if (key is null || !key.IsConsistent())
            return CKR.ATTRIBUTE_VALUE_INVALID;
        return Agree(CKA.PUBLIC_KEY_INFO, key.ExportPublicKeyInfo());
    }

    private CKR CompleteSecretKey()
    {
        int length = _attributes[CKA.VALUE].Length;
        bool fits = (CKK)BitConverter.ToUInt64(_attributes[CKA.KEY_TYPE]) switch
        {
            CKK.AES => length is 16 or 24 or 32,
            CKK.SEED => length == KoreanCipher.SeedKeySize,
            _ => true,
        };
        if (!fits)
            return CKR.ATTRIBUTE_VALUE_INVALID;
        _attributes[CKA.VALUE_LEN] = AttributeSet.FromULong((ulong)length);
        return CKR.OK;
    }

    /// <summary>Sets a computed attribute; a template must specify the same value or an empty one.</summary>
    private CKR Agree(CKA type, byte[] computed)
    {
        if (_attributes.TryGetValue(type, out byte[]? given) && given.Length > 0 && !given.AsSpan().SequenceEqual(computed))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        _attributes[type] = computed;
        return CKR.OK;
    }

    private bool HasBytes(CKA type) => _attributes.TryGetValue(type, out byte[]? value) && value.Length > 0;

    private bool IsOneOf(CKA type, ulong last) => !_attributes.TryGetValue(type, out byte[]? value) || BitConverter.ToUInt64(value) <= last;

    private bool HasPublicNumbers() => RsaParts.CanBePublic(_attributes[CKA.MODULUS], _attributes[CKA.PUBLIC_EXPONENT]);

    private bool IsSet(CKA type) => _attributes.TryGetValue(type, out byte[]? value) && value is [not 0];

    private void Zero(AttributeTemplate template)
    {
        // Only values copied from the template: the schema's values are shared.
        for (int i = 0; i < template.Count; i++)
        {
            if (_attributes.TryGetValue(template[i].Type, out byte[]? copy) && copy.Length > sizeof(ulong))
                CryptographicOperations.ZeroMemory(copy);
        }
    }
}
