using System.Buffers.Binary;
using System.Numerics;

namespace BioToken.Simulator.Mechanisms.Digesting;

/// <summary>SHA-224, which .NET does not have (FIPS 180-4 sections 6.2 and 6.3).</summary>
internal sealed class Sha224 : RunningDigest
{
    private const int BlockLength = 64;
    private const int CountLength = sizeof(ulong);

    private readonly uint[] _state =
        [0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4];

    private readonly byte[] _block = new byte[BlockLength];
    private int _filled;
    private ulong _total;

    public override int Length => 28;

    // FIPS 180-4 section 4.2.2.
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
        0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
        0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
        0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
        0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
        0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
        0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
    ];

    public override void Append(ReadOnlySpan<byte> part)
    {
        _total += (ulong)part.Length;
        while (part.Length > 0)
        {
            int taken = Math.Min(part.Length, BlockLength - _filled);
            part[..taken].CopyTo(_block.AsSpan(_filled));
            part = part[taken..];
            _filled += taken;
            if (_filled == BlockLength)
                Compress();
        }
    }

    public override void Finish(Span<byte> digest)
    {
        ulong bits = _total * 8;
        int padding = BlockLength - ((_filled + CountLength) % BlockLength);
        Span<byte> end = stackalloc byte[BlockLength + CountLength];
        end.Clear();
        end[0] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(end[padding..], bits);
        Append(end[..(padding + CountLength)]);
        for (int i = 0; i < Length / sizeof(uint); i++)
            BinaryPrimitives.WriteUInt32BigEndian(digest[(i * sizeof(uint))..], _state[i]);
    }

    public override void Dispose()
    {
        _block.AsSpan().Clear();
        _state.AsSpan().Clear();
        base.Dispose();
    }

    private void Compress()
    {
        Span<uint> w = stackalloc uint[64];
        for (int t = 0; t < 16; t++)
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(t * sizeof(uint)));
        for (int t = 16; t < w.Length; t++)
            w[t] = SmallSigma1(w[t - 2]) + w[t - 7] + SmallSigma0(w[t - 15]) + w[t - 16];

        (uint a, uint b, uint c, uint d) = (_state[0], _state[1], _state[2], _state[3]);
        (uint e, uint f, uint g, uint h) = (_state[4], _state[5], _state[6], _state[7]);
        for (int t = 0; t < w.Length; t++)
        {
            uint t1 = h + BigSigma1(e) + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
            uint t2 = BigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }

        ReadOnlySpan<uint> added = [a, b, c, d, e, f, g, h];
        for (int i = 0; i < _state.Length; i++)
            _state[i] += added[i];
        w.Clear();
        _filled = 0;
    }

    private static uint BigSigma0(uint x)
        => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    private static uint BigSigma1(uint x)
        => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    private static uint SmallSigma0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    private static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);
}
