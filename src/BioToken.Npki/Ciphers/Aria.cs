using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Npki.Resources;

namespace BioToken.Npki.Ciphers;

/// <summary>ARIA, the Korean block cipher of 128-, 192- and 256-bit keys (RFC 5794, KS X 1213).</summary>
public sealed class Aria : BlockCipher
{
    private const int MaxWords = 17 * 4;

    private readonly int _rounds;

    /// <summary>Expands a key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public Aria(ReadOnlySpan<byte> key)
        : base(2 * MaxWords)
    {
        if (key.Length is not (16 or 24 or 32))
            throw new ArgumentException(Messages.Format("CipherKeyLength", "ARIA", key.Length, "16, 24, 32"), nameof(key));
        _rounds = 8 + (key.Length / 4);
        ExpandForEncryption(key);
        ExpandForDecryption();
    }

    // Section 2.2: CK1, CK2, CK3 are these, turned by one place per step of key length.
    private static ReadOnlySpan<ulong> Constants =>
    [
        0x517CC1B727220A94, 0xFE13ABE8FA9A6EE0,
        0x6DB14ACC9E21C820, 0xFF28B1D5EF5DE2B0,
        0xDB92371D2126E970, 0x0324977504E8C90E,
    ];

    private protected override void Encrypt(ref CipherBlock block)
        => Run(ref MemoryMarshal.GetReference(Schedule), _rounds, ref block);

    private protected override void Decrypt(ref CipherBlock block)
        => Run(ref MemoryMarshal.GetReference(Schedule[MaxWords..]), _rounds, ref block);

    private void ExpandForEncryption(ReadOnlySpan<byte> key)
    {
        Span<byte> padded = stackalloc byte[32];
        padded.Clear();
        key.CopyTo(padded);
        UInt128 right = BinaryPrimitives.ReadUInt128BigEndian(padded[16..]);
        int first = (key.Length / 8) - 2;
        Span<UInt128> w = stackalloc UInt128[4];
        w[0] = BinaryPrimitives.ReadUInt128BigEndian(padded);
        w[1] = Round(w[0] ^ Constant(first), odd: true) ^ right;
        w[2] = Round(w[1] ^ Constant(first + 1), odd: false) ^ w[0];
        w[3] = Round(w[2] ^ Constant(first + 2), odd: true) ^ w[1];

        ReadOnlySpan<int> rotations = [19, 31, 128 - 61, 128 - 31, 128 - 19];
        for (int i = 0; i <= _rounds; i++)
        {
            UInt128 roundKey = w[i % 4] ^ UInt128.RotateRight(w[(i + 1) % 4], rotations[i / 4]);
            // Every fourth key turns W0, which is w[(3 + 1) % 4], as section 2.2 has it.
            Store(ToBlock(roundKey), i);
        }

        w.Clear();
        padded.Clear();
    }

    // Section 2.3: the keys in reverse order, all but the outer two through the diffusion layer.
    private void ExpandForDecryption()
    {
        for (int i = 0; i <= _rounds; i++)
        {
            ReadOnlySpan<uint> source = Schedule.Slice(4 * (_rounds - i), 4);
            CipherBlock block = new() { A = source[0], B = source[1], C = source[2], D = source[3] };
            if (i != 0 && i != _rounds)
            {
                (block.A, block.B, block.C, block.D) = (MixBytes(block.A), MixBytes(block.B), MixBytes(block.C), MixBytes(block.D));
                Diffuse(ref block, odd: true);
            }

            Store(block, i + (MaxWords / 4));
        }
    }

    private void Store(in CipherBlock block, int index)
    {
        Span<uint> target = Schedule.Slice(4 * index, 4);
        (target[0], target[1], target[2], target[3]) = (block.A, block.B, block.C, block.D);
    }

    private static UInt128 Constant(int index) => new(Constants[index % 3 * 2], Constants[(index % 3 * 2) + 1]);

    private static CipherBlock ToBlock(UInt128 value) => new()
    {
        A = (uint)(value >> 96),
        B = (uint)(value >> 64),
        C = (uint)(value >> 32),
        D = (uint)value,
    };

    private static UInt128 Round(UInt128 value, bool odd)
    {
        CipherBlock block = ToBlock(value);
        Substitute(ref MemoryMarshal.GetArrayDataReference(AriaTables.Boxes), ref block, odd);
        Diffuse(ref block, odd);
        return new(((ulong)block.A << 32) | block.B, ((ulong)block.C << 32) | block.D);
    }

    private static void Run(ref uint key, int rounds, ref CipherBlock target)
    {
        ref uint table = ref MemoryMarshal.GetArrayDataReference(AriaTables.Boxes);
        CipherBlock block = target;
        for (int i = rounds; ; i -= 2)
        {
            AddKey(ref key, ref block);
            Substitute(ref table, ref block, odd: true);
            Diffuse(ref block, odd: true);
            key = ref Unsafe.Add(ref key, 4);
            AddKey(ref key, ref block);
            key = ref Unsafe.Add(ref key, 4);
            if (i == 2)
                break;
            Substitute(ref table, ref block, odd: false);
            Diffuse(ref block, odd: false);
        }

        block.A = Last(ref table, block.A);
        block.B = Last(ref table, block.B);
        block.C = Last(ref table, block.C);
        block.D = Last(ref table, block.D);
        AddKey(ref key, ref block);
        target = block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddKey(ref uint key, ref CipherBlock block)
    {
        block.A ^= key;
        block.B ^= Unsafe.Add(ref key, 1);
        block.C ^= Unsafe.Add(ref key, 2);
        block.D ^= Unsafe.Add(ref key, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Substitute(ref uint table, ref CipherBlock block, bool odd)
    {
        block.A = Substitute(ref table, block.A, odd);
        block.B = Substitute(ref table, block.B, odd);
        block.C = Substitute(ref table, block.C, odd);
        block.D = Substitute(ref table, block.D, odd);
    }

    // Odd layers take the boxes as SB1 SB2 SB3 SB4, even layers as SB3 SB4 SB1 SB2. Since each table has its zero byte at the place for odd
    // layers, the words of an even layer come out turned by 16 bits, which Diffuse undoes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Substitute(ref uint table, uint x, bool odd)
    {
        if (!odd)
            x = BitOperations.RotateLeft(x, 16);
        return Unsafe.Add(ref table, (nuint)(x >> 24))
            ^ Unsafe.Add(ref table, (nuint)(byte)(x >> 16) + 256)
            ^ Unsafe.Add(ref table, (nuint)(byte)(x >> 8) + 512)
            ^ Unsafe.Add(ref table, (nuint)(byte)x + 768);
    }

    // The last layer is an even one without diffusion: one lane of each table.
    private static uint Last(ref uint table, uint x)
        => (Unsafe.Add(ref table, (nuint)(x >> 24) + 512) & 0xFF000000)
            | (Unsafe.Add(ref table, (nuint)(byte)(x >> 16) + 768) & 0x00FF0000)
            | (Unsafe.Add(ref table, (nuint)(byte)(x >> 8)) & 0x0000FF00)
            | (Unsafe.Add(ref table, (nuint)(byte)x + 256) & 0x000000FF);

    // The part of the diffusion layer that the tables contain: each byte becomes the sum of the other three.
    private static uint MixBytes(uint x)
        => BitOperations.RotateLeft(x, 8) ^ BitOperations.RotateLeft(x, 16) ^ BitOperations.RotateLeft(x, 24);

    // Section 2.4.3 as words: mix words, permute bytes within each word, mix words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Diffuse(ref CipherBlock block, bool odd)
    {
        MixWords(ref block);
        if (odd)
        {
            block.B = SwapNeighbours(block.B);
            block.C = BitOperations.RotateLeft(block.C, 16);
            block.D = BinaryPrimitives.ReverseEndianness(block.D);
        }
        else
        {
            block.D = SwapNeighbours(block.D);
            block.A = BitOperations.RotateLeft(block.A, 16);
            block.B = BinaryPrimitives.ReverseEndianness(block.B);
        }

        MixWords(ref block);
    }

    private static uint SwapNeighbours(uint x) => ((x & 0x00FF00FF) << 8) | ((x >> 8) & 0x00FF00FF);

    private static void MixWords(ref CipherBlock block)
    {
        uint all = block.A ^ block.B ^ block.C ^ block.D;
        (block.A, block.B, block.C, block.D) = (all ^ block.D, all ^ block.B, all ^ block.C, all ^ block.A);
    }
}
