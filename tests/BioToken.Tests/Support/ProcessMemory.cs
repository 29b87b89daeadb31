using System.Globalization;

namespace BioToken.Tests;

/// <summary>Searches all writable memory of this process for a secret (Linux).</summary>
internal static class ProcessMemory
{
    private const int ChunkLength = 1024 * 1024;

    /// <summary>Counts the occurrences of a secret.</summary>
    /// <param name="masked">The secret, each byte XOR 0xFF, so that this array is not found.</param>
    public static int Count(byte[] masked)
    {
        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkLength + masked.Length);
        using FileStream memory = new("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        int count = 0;
        foreach ((long start, long end) in File.ReadLines("/proc/self/maps").Where(IsWritable).Select(Range).ToArray())
        {
            for (long at = start; at < end; at += ChunkLength)
            {
                int length = Read(memory, at, chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - at)));
                count += CountIn(chunk.AsSpan(0, length), masked);
                // The chunk is also memory of this process.
                chunk.AsSpan().Clear();
            }
        }

        return count;
    }

    private static int CountIn(ReadOnlySpan<byte> chunk, byte[] masked)
    {
        int count = 0;
        for (int i = 0; i <= chunk.Length - masked.Length && i < ChunkLength; i++)
        {
            int next = chunk[i..].IndexOf((byte)(masked[0] ^ 0xFF));
            if (next < 0 || i + next > chunk.Length - masked.Length || i + next >= ChunkLength)
                break;
            i += next;
            int same = 1;
            while (same < masked.Length && (chunk[i + same] ^ 0xFF) == masked[same])
                same++;
            if (same == masked.Length)
                count++;
        }

        return count;
    }

    private static int Read(FileStream memory, long at, Span<byte> chunk)
    {
        try
        {
            memory.Position = at;
            return memory.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        }
        catch (IOException)
        {
            // The memory was unmapped in the meantime, or belongs to a device.
            return 0;
        }
    }

    private static bool IsWritable(string line) => line.Split(' ')[1].StartsWith("rw", StringComparison.Ordinal);

    private static (long Start, long End) Range(string line)
    {
        string[] range = line.Split(' ')[0].Split('-');
        return (long.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(
            range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
