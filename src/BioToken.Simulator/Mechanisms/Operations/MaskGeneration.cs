using System.Buffers.Binary;
using System.Security.Cryptography;
using BioToken.Simulator.Mechanisms.Digesting;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>MGF1 (RFC 8017 appendix B.2.1).</summary>
internal static class MaskGeneration
{
    /// <summary>Applies or removes a mask.</summary>
    /// <param name="hash">The digest.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="data">The data, changed in place.</param>
    public static void Apply(HashAlgorithmName hash, ReadOnlySpan<byte> seed, Span<byte> data)
    {
        Span<byte> input = stackalloc byte[seed.Length + sizeof(uint)];
        Span<byte> mask = stackalloc byte[Digests.Length(hash)];
        seed.CopyTo(input);
        for (uint counter = 0; data.Length > 0; counter++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(input[seed.Length..], counter);
            CryptographicOperations.HashData(hash, input, mask);
            int length = Math.Min(mask.Length, data.Length);
            for (int i = 0; i < length; i++)
                data[i] ^= mask[i];
            data = data[length..];
        }

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(mask);
    }
}
