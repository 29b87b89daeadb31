using System.Numerics;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>RSA numbers between PKCS#11's attributes (any length) and .NET's parameters (fixed lengths).</summary>
internal static class RsaParts
{
    public const int MinBits = 2048;
    public const int MaxBits = 4096;

    private static readonly CKA[] Parts = [CKA.EXPONENT_1, CKA.EXPONENT_2, CKA.COEFFICIENT];

    private static readonly CKA[] Secrets = [CKA.PRIME_1, CKA.PRIME_2, CKA.PRIVATE_EXPONENT];

    /// <summary>Computes missing CRT parts from p, q and d.</summary>
    public static void Complete(Dictionary<CKA, byte[]> attributes)
    {
        if (Parts.All(part => attributes.TryGetValue(part, out byte[]? value) && value.Length > 0))
            return;
        // Bounds the work below: no part is longer than the modulus.
        if (Secrets.Any(part => attributes[part].Length > (MaxBits / 8) + 1))
            throw new CryptographicException("A part of the key is too long.");
        BigInteger p = Number(attributes[CKA.PRIME_1]);
        BigInteger q = Number(attributes[CKA.PRIME_2]);
        BigInteger d = Number(attributes[CKA.PRIVATE_EXPONENT]);
        if (p < 3 || q < 3)
            throw new CryptographicException("The primes are none.");
        attributes[CKA.EXPONENT_1] = Bytes(d % (p - 1));
        attributes[CKA.EXPONENT_2] = Bytes(d % (q - 1));
        // Fermat: q^(p-2) = q^-1 mod p.
        attributes[CKA.COEFFICIENT] = Bytes(BigInteger.ModPow(q, p - 2, p));
    }

    /// <exception cref="CryptographicException">A number is longer than its place.</exception>
    public static RSAParameters ToParameters(AttributeSet attributes)
    {
        byte[] modulus = Fit(attributes.GetBytes(CKA.MODULUS), 0);
        int half = (modulus.Length + 1) / 2;
        return new RSAParameters
        {
            Modulus = modulus,
            Exponent = Fit(attributes.GetBytes(CKA.PUBLIC_EXPONENT), 0),
            D = Fit(attributes.GetBytes(CKA.PRIVATE_EXPONENT), modulus.Length),
            P = Fit(attributes.GetBytes(CKA.PRIME_1), half),
            Q = Fit(attributes.GetBytes(CKA.PRIME_2), half),
            DP = Fit(attributes.GetBytes(CKA.EXPONENT_1), half),
            DQ = Fit(attributes.GetBytes(CKA.EXPONENT_2), half),
            InverseQ = Fit(attributes.GetBytes(CKA.COEFFICIENT), half),
        };
    }

    public static RSAParameters ToPublicParameters(AttributeSet attributes)
        => new() { Modulus = Fit(attributes.GetBytes(CKA.MODULUS), 0), Exponent = Fit(attributes.GetBytes(CKA.PUBLIC_EXPONENT), 0) };

    public static void Zero(in RSAParameters parameters)
    {
        ReadOnlySpan<byte[]?> secrets = [parameters.D, parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ];
        foreach (byte[]? secret in secrets)
            CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>Whether two numbers can be a public key: not if the modulus is even or the exponent invalid.</summary>
    public static bool CanBePublic(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        BigInteger n = Number(modulus);
        BigInteger e = Number(exponent);
        return n.GetBitLength() is >= MinBits and <= MaxBits && !n.IsEven && !e.IsEven && e > BigInteger.One && e < n;
    }

    /// <summary>Length of a number in bits.</summary>
    public static int BitLength(ReadOnlySpan<byte> number) => (int)Number(number).GetBitLength();

    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Writes a number with zeros before it, so that it fills its place.</summary>
    public static void Write(BigInteger number, Span<byte> place)
    {
        int length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(place[^length..], out _, isUnsigned: true, isBigEndian: true);
        place[..^length].Clear();
    }

    private static byte[] Fit(ReadOnlySpan<byte> number, int length)
    {
        number = number.TrimStart((byte)0);
        length = length == 0 ? number.Length : length;
        if (number.Length > length)
            throw new CryptographicException("A part of the key is too long.");
        byte[] fitted = GC.AllocateArray<byte>(length, pinned: true);
        number.CopyTo(fitted.AsSpan(length - number.Length));
        return fitted;
    }

    private static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(number.GetByteCount(isUnsigned: true), pinned: true);
        number.TryWriteBytes(bytes, out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
