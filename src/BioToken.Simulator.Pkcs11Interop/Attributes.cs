using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.LowLevelAPI80;
using CKA = BioToken.Pkcs11.Constants.CKA;
using CKR = BioToken.Pkcs11.Constants.CKR;
using ObjectAttribute = Net.Pkcs11Interop.HighLevelAPI80.ObjectAttribute;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>Attributes from and to Pkcs11Interop's.</summary>
internal static class Attributes
{
    /// <summary>Copies attributes into a template, which the caller disposes.</summary>
    /// <param name="attributes">The attributes; null for none, as Pkcs11Interop takes it.</param>
    /// <param name="function">The function that takes the template.</param>
    /// <exception cref="Pkcs11Exception">The value of an attribute was never read.</exception>
    public static AttributeTemplate ToTemplate(List<IObjectAttribute>? attributes, string function)
    {
        AttributeTemplate template = new();
        try
        {
            foreach (IObjectAttribute attribute in attributes ?? [])
            {
                byte[] value = attribute.GetValueAsByteArray() ?? [];
                template.Add((CKA)attribute.Type, value);
                CryptographicOperations.ZeroMemory(value);
            }

            return template;
        }
        catch (Exception e)
        {
            template.Dispose();
            if (e is AttributeValueException)
                throw Pkcs11Calls.Failure(CKR.ATTRIBUTE_VALUE_INVALID, function);
            throw;
        }
    }

    /// <summary>The attributes of a query in its order. One that cannot be read says so.</summary>
    public static List<IObjectAttribute> Of(AttributeQuery query) =>
    [
        .. Enumerable.Range(0, query.Count).Select(i => query.IsAvailable(i)
            ? new ObjectAttribute((ulong)query.TypeAt(i), query.ValueAt(i).ToArray())
            : new Unreadable((ulong)query.TypeAt(i))),
    ];

    private sealed class Unreadable(ulong type) : ObjectAttribute(new CK_ATTRIBUTE { type = type, valueLen = ulong.MaxValue });
}
