using System.Buffers.Binary;
using System.Security.Cryptography;
using BioToken.Simulator.Errors;

namespace BioToken.Simulator.Store;

/// <summary>
/// The frame around every file of a store, little-endian: magic (8 bytes), format version (2), kind (2), generation (8), payload length
/// (4), SHA-256 of the preceding bytes and the payload (32), payload.
/// </summary>
internal static class StoreEnvelope
{
    public const ushort State = 1;
    public const ushort Object = 2;

    private const ushort FormatVersion = 1;
    private const int DigestOffset = 24;
    private const int HeaderLength = DigestOffset + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "BIOTKSIM"u8;

    public static byte[] Seal(ushort kind, long generation, ReadOnlySpan<byte> payload)
    {
        byte[] file = new byte[HeaderLength + payload.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(10), kind);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(12), generation);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(20), payload.Length);
        payload.CopyTo(file.AsSpan(HeaderLength));
        Digest(file, file.AsSpan(DigestOffset, SHA256.HashSizeInBytes));
        return file;
    }

    /// <summary>
    /// Reads the generation of a file that may be damaged: for comparison with a known one only. Null if it is too short.
    /// </summary>
    public static long? PeekGeneration(ReadOnlySpan<byte> file)
        => file.Length < HeaderLength ? null : BinaryPrimitives.ReadInt64LittleEndian(file[12..]);

    /// <exception cref="SimulatorStoreException">The file is damaged, or a newer version made it.</exception>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> file, ushort kind, string path, out long generation)
    {
        if (file.Length < HeaderLength || !file.StartsWith(Magic))
            throw SimulatorStoreException.Damaged(path);
        if (BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) > FormatVersion)
            throw SimulatorStoreException.Newer(path);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(file, digest);
        if (BinaryPrimitives.ReadUInt16LittleEndian(file[10..]) != kind
            || BinaryPrimitives.ReadInt32LittleEndian(file[20..]) != file.Length - HeaderLength
            || !digest.SequenceEqual(file[DigestOffset..HeaderLength]))
        {
            throw SimulatorStoreException.Damaged(path);
        }

        generation = BinaryPrimitives.ReadInt64LittleEndian(file[12..]);
        return file[HeaderLength..];
    }

    private static void Digest(ReadOnlySpan<byte> file, Span<byte> digest)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[..DigestOffset]);
        hash.AppendData(file[HeaderLength..]);
        hash.GetHashAndReset(digest);
    }
}
