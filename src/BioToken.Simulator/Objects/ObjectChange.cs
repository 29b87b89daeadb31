using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects;

/// <summary>Changes the attributes of an object by a template (PKCS#11 v2.40 section 4.1.2), also while it is copied (4.1.3).</summary>
/// <param name="template">The caller's template.</param>
/// <param name="isCopy">Whether a copy of the object gets the changed attributes.</param>
/// <param name="isOfficer">Whether the security officer is logged in, who alone may set CKA_TRUSTED.</param>
internal sealed class ObjectChange(AttributeTemplate template, bool isCopy, bool isOfficer)
{
    /// <summary>Makes the changed attributes.</summary>
    /// <param name="source">The object as it is.</param>
    /// <param name="changed">All attributes after the change, with <see cref="CKR.OK"/>.</param>
    public CKR Apply(TokenObject source, out AttributeSet? changed)
    {
        changed = null;
        if (template.ValueLength > AttributeQuery.MaxValueLength)
            return CKR.DEVICE_MEMORY;
        // Section 4.6.2: a trusted certificate cannot be changed, nor can its copy.
        bool isVouchedFor = source.Class == CKO.CERTIFICATE && source.Attributes.GetBoolean(CKA.TRUSTED) && !isOfficer;
        if (ObjectSchema.Of(source) is not { } schema || (isVouchedFor && !isCopy))
            return CKR.ACTION_PROHIBITED;
        Dictionary<CKA, byte[]> changes = [];
        for (int i = 0; i < template.Count; i++)
        {
            TemplateAttribute wanted = template[i];
            CKR rv = Check(schema, source, wanted);
            if (rv == CKR.OK && isVouchedFor && ChangeOf(source.Class, wanted.Type) == AttributeChange.Always)
                rv = CKR.ATTRIBUTE_READ_ONLY;
            if (rv != CKR.OK)
                return rv;
            if (changes.TryGetValue(wanted.Type, out byte[]? before) && !wanted.Value.SequenceEqual(before))
                return CKR.TEMPLATE_INCONSISTENT;
            changes[wanted.Type] = before ?? AttributeSet.Pin(wanted.Value);
        }

        changed = source.Attributes.With(changes);
        return changed.Size <= AttributeQuery.MaxValueLength ? CKR.OK : CKR.DEVICE_MEMORY;
    }

    private CKR Check(ObjectSchema schema, TokenObject source, TemplateAttribute wanted)
    {
        if (schema.Find(wanted.Type) is not { } rule)
            return CKR.ATTRIBUTE_TYPE_INVALID;
        AttributeChange change = ChangeOf(source.Class, wanted.Type);
        if (change == AttributeChange.Never || (change == AttributeChange.OnCopy && !isCopy))
            return CKR.ATTRIBUTE_READ_ONLY;
        if (!rule.Accepts(wanted.Value))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        if (wanted.Value.SequenceEqual(source.Attributes.GetBytes(wanted.Type)))
            return CKR.OK;
        // A private object has no public copy: its secrets would need no login there.
        if (wanted.Type == CKA.PRIVATE && source.IsPrivate)
            return CKR.TEMPLATE_INCONSISTENT;
        bool isAllowed = rule.Use != AttributeUse.Forced && change switch
        {
            AttributeChange.OnlyToTrue => wanted.Value is [1],
            AttributeChange.OnlyToFalse => wanted.Value is [0],
            _ => wanted.Type != CKA.TRUSTED || wanted.Value is [0] || isOfficer,
        };
        return isAllowed ? CKR.OK : CKR.ATTRIBUTE_READ_ONLY;
    }

    /// <summary>Sections 4.4 (storage objects), 4.5 (data), 4.6.3 (X.509) and 4.7 to 4.10 (footnotes 8 to 12 of table 11, keys).</summary>
    private static AttributeChange ChangeOf(CKO objectClass, CKA type) => (objectClass, type) switch
    {
        (_, CKA.LABEL) => AttributeChange.Always,
        (_, CKA.TOKEN or CKA.PRIVATE or CKA.MODIFIABLE or CKA.DESTROYABLE) => AttributeChange.OnCopy,
        (_, CKA.COPYABLE) => AttributeChange.OnlyToFalse,
        (CKO.CERTIFICATE, CKA.ID or CKA.ISSUER or CKA.SERIAL_NUMBER or CKA.TRUSTED) => AttributeChange.Always,
        (CKO.DATA, CKA.APPLICATION or CKA.OBJECT_ID or CKA.VALUE or CKA.ID) => AttributeChange.Always,
        (CKO.CERTIFICATE or CKO.DATA, _) => AttributeChange.Never,
        (_, CKA.ID or CKA.START_DATE or CKA.END_DATE or CKA.SUBJECT or CKA.TRUSTED) => AttributeChange.Always,
        (_, CKA.ENCRYPT or CKA.DECRYPT or CKA.SIGN or CKA.VERIFY or CKA.SIGN_RECOVER or CKA.VERIFY_RECOVER) => AttributeChange.Always,
        (_, CKA.WRAP or CKA.UNWRAP or CKA.DERIVE) => AttributeChange.Always,
        (_, CKA.SENSITIVE or CKA.WRAP_WITH_TRUSTED) => AttributeChange.OnlyToTrue,
        (_, CKA.EXTRACTABLE) => AttributeChange.OnlyToFalse,
        _ => AttributeChange.Never,
    };
}
