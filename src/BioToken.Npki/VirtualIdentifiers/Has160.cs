using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace BioToken.Npki.VirtualIdentifiers;

/// <summary>The Korean hash function HAS-160 (TTAS.KO-12.0011/R1), which old certificates use for the VID.</summary>
internal static class Has160
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int HashSizeInBytes = 20;

    private const int BlockSize = 64;
    private const int LengthSize = sizeof(ulong);

    private static ReadOnlySpan<uint> InitialState => [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];

    private static ReadOnlySpan<uint> RoundConstants => [0, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC];

    // Rotation of A in each step of a round, and of B in each round.
    private static ReadOnlySpan<byte> StepRotations => [5, 11, 7, 15, 6, 13, 8, 14, 7, 12, 9, 11, 8, 15, 6, 12, 9, 14, 5, 13];

    private static ReadOnlySpan<byte> RoundRotations => [10, 17, 25, 30];

    // Message word of each step. Words 16 to 19 are the XOR of the four words in the groups 1..4, 6..9, 11..14 and 16..19.
    private static ReadOnlySpan<byte> WordOrder =>
    [
        18, 0, 1, 2, 3, 19, 4, 5, 6, 7, 16, 8, 9, 10, 11, 17, 12, 13, 14, 15,
        18, 3, 6, 9, 12, 19, 15, 2, 5, 8, 16, 11, 14, 1, 4, 17, 7, 10, 13, 0,
        18, 12, 5, 14, 7, 19, 0, 9, 2, 11, 16, 4, 13, 6, 15, 17, 8, 1, 10, 3,
        18, 7, 2, 13, 8, 19, 3, 14, 9, 4, 16, 15, 10, 5, 0, 17, 11, 6, 1, 12,
    ];

    /// <summary>Hashes a message.</summary>
    /// <param name="source">The message.</param>
    /// <param name="destination">At least 20 bytes, which receive the digest.</param>
    public static void HashData(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Span<uint> state = stackalloc uint[5];
        Span<byte> tail = stackalloc byte[2 * BlockSize];
        InitialState.CopyTo(state);
        try
        {
            int whole = source.Length - (source.Length % BlockSize);
            for (int offset = 0; offset < whole; offset += BlockSize)
                Compress(state, source.Slice(offset, BlockSize));

            int padded = Pad(source[whole..], (ulong)source.Length * 8, tail);
            for (int offset = 0; offset < padded; offset += BlockSize)
                Compress(state, tail.Slice(offset, BlockSize));

            for (int i = 0; i < state.Length; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(destination[(4 * i)..], state[i]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(tail);
            state.Clear();
        }
    }

    private static int Pad(ReadOnlySpan<byte> rest, ulong bitLength, Span<byte> tail)
    {
        tail.Clear();
        rest.CopyTo(tail);
        tail[rest.Length] = 0x80;
        int padded = rest.Length + 1 + LengthSize <= BlockSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64LittleEndian(tail[(padded - LengthSize)..], bitLength);
        return padded;
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[20];
        for (int i = 0; i < 16; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);

        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        for (int round = 0; round < 4; round++)
        {
            ReadOnlySpan<byte> order = WordOrder.Slice(20 * round, 20);
            for (int group = 0; group < 4; group++)
            {
                ReadOnlySpan<byte> four = order.Slice((5 * group) + 1, 4);
                words[16 + group] = words[four[0]] ^ words[four[1]] ^ words[four[2]] ^ words[four[3]];
            }

            for (int step = 0; step < 20; step++)
            {
                uint next = BitOperations.RotateLeft(a, StepRotations[step]) + Mix(round, b, c, d) + e
                    + words[order[step]] + RoundConstants[round];
                (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, RoundRotations[round]), a, next);
            }
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        words.Clear();
    }

    private static uint Mix(int round, uint x, uint y, uint z) => round switch
    {
        0 => (x & y) | (~x & z),
        2 => y ^ (x | ~z),
        _ => x ^ y ^ z,
    };
}
