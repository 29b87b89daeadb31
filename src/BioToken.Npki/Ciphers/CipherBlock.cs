using System.Buffers.Binary;

namespace BioToken.Npki.Ciphers;

/// <summary>One block of 128 bits as four big-endian words, which is how SEED and ARIA see it.</summary>
internal struct CipherBlock
{
    public uint A;
    public uint B;
    public uint C;
    public uint D;

    public static CipherBlock Read(ReadOnlySpan<byte> source) => new()
    {
        A = BinaryPrimitives.ReadUInt32BigEndian(source),
        B = BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
        C = BinaryPrimitives.ReadUInt32BigEndian(source[8..]),
        D = BinaryPrimitives.ReadUInt32BigEndian(source[12..]),
    };

    public readonly void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], D);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], C);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], B);
        BinaryPrimitives.WriteUInt32BigEndian(destination, A);
    }

    public void Xor(in CipherBlock other)
    {
        A ^= other.A;
        B ^= other.B;
        C ^= other.C;
        D ^= other.D;
    }
}
