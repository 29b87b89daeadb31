using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;

namespace BioToken.Simulator.Native.Codec;

/// <summary>Reads a caller's array of CK_ATTRIBUTE as a template.</summary>
internal static unsafe class TemplateDecoder
{
    /// <summary>More bytes than any token has for an object.</summary>
    private const int MaxTotalLength = AttributeQuery.MaxTotalLength;

    /// <summary>Adds the attributes to a template.</summary>
    /// <param name="structures">The caller's layout.</param>
    /// <param name="attributes">The array; may be NULL if it is empty.</param>
    /// <param name="count">Number of attributes.</param>
    /// <param name="template">Receives them.</param>
    /// <returns>
    /// <see cref="CKR.ARGUMENTS_BAD"/> for an array that is none; <see cref="CKR.ATTRIBUTE_VALUE_INVALID"/> for a value that no object can
    /// have, because of its length alone.
    /// </returns>
    public static CKR Decode(this CkStructures structures, byte* attributes, nuint count, AttributeTemplate template)
    {
        if ((attributes is null && count > 0) || count > AttributeArray.MaxCount)
            return CKR.ARGUMENTS_BAD;
        CkLayout layout = structures.Layout;
        CkStructure at = structures.Attribute;
        for (int i = 0; i < (int)count; i++)
        {
            ReadOnlySpan<byte> entry = new(attributes + i * at.Size, at.Size);
            byte* value = (byte*)layout.ReadPointer(entry, at[1]);
            ulong length = layout.ReadULong(entry, at[2]);
            if (length > (ulong)(MaxTotalLength - template.ValueLength) || (value is null && length > 0))
                return CKR.ATTRIBUTE_VALUE_INVALID;
            CKR rv = Add(template, (CKA)layout.ReadULong(entry, at[0]), new ReadOnlySpan<byte>(value, (int)length), layout);
            if (rv != CKR.OK)
                return rv;
        }

        return CKR.OK;
    }

    private static CKR Add(AttributeTemplate template, CKA type, ReadOnlySpan<byte> value, CkLayout layout)
    {
        if (ScalarAttributes.IsNumber(type))
        {
            if (value.Length != layout.ULongSize)
                return CKR.ATTRIBUTE_VALUE_INVALID;
            template.Add(type, ScalarAttributes.ReadNumber(value, layout));
        }
        else if (ScalarAttributes.Has(type))
        {
            if (value.Length % layout.ULongSize != 0)
                return CKR.ATTRIBUTE_VALUE_INVALID;
            template.Add(type, ScalarAttributes.Widen(value, layout));
        }
        else
        {
            template.Add(type, value);
        }

        return CKR.OK;
    }
}
