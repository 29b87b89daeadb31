using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Npki.Resources;

namespace BioToken.Npki.Ciphers;

/// <summary>
/// SEED, the Korean block cipher of 128-bit keys that protects NPKI private keys (RFC 4269, KISA OID arc 1.2.410.200004.1).
/// </summary>
public sealed class Seed : BlockCipher
{
    /// <summary>Bytes of a key: 16.</summary>
    public const int KeySize = 16;

    private const int Rounds = 16;
    private const int Words = 2 * Rounds;

    /// <summary>Expands a key.</summary>
    /// <param name="key">16 bytes.</param>
    /// <exception cref="ArgumentException">The key is not 16 bytes long.</exception>
    public Seed(ReadOnlySpan<byte> key)
        : base(2 * Words)
    {
        if (key.Length != KeySize)
            throw new ArgumentException(Messages.Format("CipherKeyLength", "SEED", key.Length, KeySize), nameof(key));
        Expand(key);
    }

    private protected override void Encrypt(ref CipherBlock block) => Run(ref MemoryMarshal.GetReference(Schedule), ref block);

    private protected override void Decrypt(ref CipherBlock block) => Run(ref MemoryMarshal.GetReference(Schedule[Words..]), ref block);

    private protected override void DecryptPair(ref CipherBlock first, ref CipherBlock second)
        => RunPair(ref MemoryMarshal.GetReference(Schedule[Words..]), ref first, ref second);

    // Section 2.3. The second half of the schedule is the first with its rounds in reverse order, which turns Run into decryption.
    private void Expand(ReadOnlySpan<byte> key)
    {
        ref uint table = ref MemoryMarshal.GetArrayDataReference(SeedTables.G);
        ulong left = BinaryPrimitives.ReadUInt64BigEndian(key);
        ulong right = BinaryPrimitives.ReadUInt64BigEndian(key[8..]);
        for (int round = 0; round < Rounds; round++)
        {
            uint constant = BitOperations.RotateLeft(0x9E3779B9, round);
            uint k0 = G(ref table, (uint)(left >> 32) + (uint)(right >> 32) - constant);
            uint k1 = G(ref table, (uint)left - (uint)right + constant);
            Schedule[2 * round] = Schedule[(2 * Words) - 2 - (2 * round)] = k0;
            Schedule[(2 * round) + 1] = Schedule[(2 * Words) - 1 - (2 * round)] = k1;
            if (round % 2 == 0)
                left = BitOperations.RotateRight(left, 8);
            else
                right = BitOperations.RotateLeft(right, 8);
        }
    }

    // Section 2.1: sixteen Feistel rounds, two per turn so that the halves need not be swapped. The table is 1024 words and every index is
    // a byte plus a fixed 0, 256, 512 or 768; the schedule is Words long: no access can leave either.
    private static void Run(ref uint key, ref CipherBlock block)
    {
        ref uint table = ref MemoryMarshal.GetArrayDataReference(SeedTables.G);
        (uint l0, uint l1, uint r0, uint r1) = (block.A, block.B, block.C, block.D);
        for (nuint i = 0; i < Words; i += 4)
        {
            uint c = r0 ^ Unsafe.Add(ref key, i);
            uint d = G(ref table, c ^ r1 ^ Unsafe.Add(ref key, i + 1));
            c = G(ref table, c + d);
            d = G(ref table, d + c);
            l0 ^= c + d;
            l1 ^= d;

            c = l0 ^ Unsafe.Add(ref key, i + 2);
            d = G(ref table, c ^ l1 ^ Unsafe.Add(ref key, i + 3));
            c = G(ref table, c + d);
            d = G(ref table, d + c);
            r0 ^= c + d;
            r1 ^= d;
        }

        (block.A, block.B, block.C, block.D) = (r0, r1, l0, l1);
    }

    // Run on two blocks at once: a round is a chain of table look-ups that each wait for the one before, and two chains fill each other's
    // gaps.
    private static void RunPair(ref uint key, ref CipherBlock first, ref CipherBlock second)
    {
        ref uint table = ref MemoryMarshal.GetArrayDataReference(SeedTables.G);
        (uint l0, uint l1, uint r0, uint r1) = (first.A, first.B, first.C, first.D);
        (uint m0, uint m1, uint s0, uint s1) = (second.A, second.B, second.C, second.D);
        for (nuint i = 0; i < Words; i += 4)
        {
            Round(ref table, Unsafe.Add(ref key, i), Unsafe.Add(ref key, i + 1), ref l0, ref l1, r0, r1, ref m0, ref m1, s0, s1);
            Round(ref table, Unsafe.Add(ref key, i + 2), Unsafe.Add(ref key, i + 3), ref r0, ref r1, l0, l1, ref s0, ref s1, m0, m1);
        }

        (first.A, first.B, first.C, first.D) = (r0, r1, l0, l1);
        (second.A, second.B, second.C, second.D) = (s0, s1, m0, m1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref uint table, uint k0, uint k1, ref uint l0, ref uint l1, uint r0, uint r1, ref uint m0, ref uint m1, uint s0, uint s1)
    {
        uint c = r0 ^ k0;
        uint e = s0 ^ k0;
        uint d = G(ref table, c ^ r1 ^ k1);
        uint f = G(ref table, e ^ s1 ^ k1);
        c = G(ref table, c + d);
        e = G(ref table, e + f);
        d = G(ref table, d + c);
        f = G(ref table, f + e);
        l0 ^= c + d;
        m0 ^= e + f;
        l1 ^= d;
        m1 ^= f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint G(ref uint table, uint x)
        => Unsafe.Add(ref table, (nuint)(byte)x)
            ^ Unsafe.Add(ref table, (nuint)(byte)(x >> 8) + 256)
            ^ Unsafe.Add(ref table, (nuint)(byte)(x >> 16) + 512)
            ^ Unsafe.Add(ref table, (nuint)(x >> 24) + 768);
}
