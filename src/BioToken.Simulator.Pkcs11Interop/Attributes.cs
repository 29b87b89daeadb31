using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.LowLevelAPI80;
using ObjectAttribute = Net.Pkcs11Interop.HighLevelAPI80.ObjectAttribute;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>Attributes from and to Pkcs11Interop's.</summary>
internal static class Attributes
{
    /// <summary>Copies attributes into a template, which the caller disposes.</summary>
    /// <param name="attributes">The attributes; null for none, as Pkcs11Interop takes it.</param>
    public static AttributeTemplate ToTemplate(List<IObjectAttribute>? attributes)
    {
        AttributeTemplate template = new();
        foreach (IObjectAttribute attribute in attributes ?? [])
        {
            byte[] value = attribute.GetValueAsByteArray() ?? [];
            template.Add((CKA)attribute.Type, value);
            CryptographicOperations.ZeroMemory(value);
        }

        return template;
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
