using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>
/// Private keys as BouncyCastle's numbers. It tests the modulus for primality when a key is made, which takes longer than an operation, so
/// that the keys made last are kept, also after their token: simulated keys protect nothing.
/// </summary>
internal static class RawRsaKeys
{
    private const int MaxKept = 64;

    private static readonly CKA[] Parts =
    [
        CKA.MODULUS, CKA.PUBLIC_EXPONENT, CKA.PRIVATE_EXPONENT, CKA.PRIME_1, CKA.PRIME_2, CKA.EXPONENT_1, CKA.EXPONENT_2, CKA.COEFFICIENT,
    ];

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, RsaPrivateCrtKeyParameters> Known = new(StringComparer.Ordinal);
    private static readonly Queue<string> Order = new();

    /// <exception cref="ArgumentException">The numbers are no key.</exception>
    public static RsaPrivateCrtKeyParameters Of(AttributeSet attributes)
    {
        string name = NameOf(attributes);
        lock (Gate)
        {
            if (Known.TryGetValue(name, out RsaPrivateCrtKeyParameters? known))
                return known;
        }

        BigInteger[] numbers = [.. Parts.Select(part => new BigInteger(1, attributes.GetBytes(part), bigEndian: true))];
        RsaPrivateCrtKeyParameters key = new(
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]);
        lock (Gate)
        {
            if (Known.TryAdd(name, key))
                Order.Enqueue(name);
            if (Order.Count > MaxKept)
                Known.Remove(Order.Dequeue());
        }

        return key;
    }

    /// <summary>Names a key by a digest of all its numbers: a damaged one has another name.</summary>
    private static string NameOf(AttributeSet attributes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CKA part in Parts)
        {
            ReadOnlySpan<byte> value = attributes.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(value.Length));
            hash.AppendData(value);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
