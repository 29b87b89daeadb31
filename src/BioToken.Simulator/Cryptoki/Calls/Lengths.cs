using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Cryptoki.Calls;

/// <summary>Lengths that a fault makes wrong. None is negative, and none is longer than a span.</summary>
internal static class Lengths
{
    public static int Add(int length, int error) => (int)Math.Clamp((long)length + error, 0, int.MaxValue);

    public static ulong Add(ulong length, int error)
        => error < 0 ? length - Math.Min(length, (ulong)-(long)error) : length + (ulong)error;

    /// <summary>Cuts the values of a query, or lengthens them with zeros.</summary>
    /// <returns>
    /// The binding's result for lengths beyond all limits: CKR_BUFFER_TOO_SMALL and no value; else the call's own return value.
    /// </returns>
    public static CKR Add(AttributeQuery query, int error, CKR rv)
    {
        try
        {
            for (int i = 0; i < query.Count; i++)
            {
                if (query.IsAvailable(i))
                    Set(query, i, Add(query.ValueAt(i).Length, error));
            }

            return rv;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            query.Clear();
            return CKR.BUFFER_TOO_SMALL;
        }
    }

    /// <summary>Refuses a wrong length beyond the caller's place, which no managed caller could use.</summary>
    public static CKR Check(CKR rv, ref int length, int place)
    {
        if (rv != CKR.OK || length <= place)
            return rv;
        length = 0;
        return CKR.GENERAL_ERROR;
    }

    private static void Set(AttributeQuery query, int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, AttributeQuery.MaxValueLength);
        ReadOnlySpan<byte> value = query.ValueAt(index);
        byte[] changed = GC.AllocateArray<byte>(length, pinned: true);
        value[..Math.Min(value.Length, length)].CopyTo(changed);
        query.Set(index, changed);
        CryptographicOperations.ZeroMemory(changed);
    }
}
