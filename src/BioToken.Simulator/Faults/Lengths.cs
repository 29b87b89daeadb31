using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>Lengths that are off. None is negative, and none is longer than a span.</summary>
internal static class Lengths
{
    public static int Lie(int length, int difference) => (int)Math.Clamp((long)length + difference, 0, int.MaxValue);

    public static ulong Lie(ulong length, int difference)
        => difference < 0 ? length - Math.Min(length, (ulong)-(long)difference) : length + (ulong)difference;

    /// <summary>Cuts the values of a query, or lengthens them with zeros.</summary>
    /// <returns>What a binding makes of lengths beyond all limits: CKR_BUFFER_TOO_SMALL and no value; else what the call answered.</returns>
    public static CKR Lie(AttributeQuery query, int difference, CKR rv)
    {
        try
        {
            for (int i = 0; i < query.Count; i++)
            {
                if (query.IsAvailable(i))
                    Set(query, i, Lie(query.ValueAt(i).Length, difference));
            }

            return rv;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            query.Clear();
            return CKR.BUFFER_TOO_SMALL;
        }
    }

    private static void Set(AttributeQuery query, int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, AttributeQuery.MaxValueLength);
        ReadOnlySpan<byte> value = query.ValueAt(index);
        byte[] told = GC.AllocateArray<byte>(length, pinned: true);
        value[..Math.Min(value.Length, length)].CopyTo(told);
        query.Set(index, told);
        CryptographicOperations.ZeroMemory(told);
    }
}
