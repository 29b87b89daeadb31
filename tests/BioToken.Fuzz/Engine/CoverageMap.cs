using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace BioToken.Fuzz;

/// <summary>
/// The edges that instrumented code has taken, and roughly how often, as in AFL: one byte for each pair of places, in eight classes. The
/// process has only one such map, so inputs are run one at a time.
/// </summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    // Instrumented code always counts, even if the counts are not used, and requires valid memory.
    private static readonly byte* Hits = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly byte[] _seen = new byte[Size];

    /// <summary>Number of edges that have been seen at least once.</summary>
    public int Edges { get; private set; }

    [ModuleInitializer]
    internal static void Connect() => Trace.SharedMem = Hits;

    /// <summary>Clears the hits of earlier runs.</summary>
    public static void Clear()
    {
        new Span<byte>(Hits, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds the hits since <see cref="Clear"/>.</summary>
    /// <returns>Whether an edge, or a class of hits of an edge, was new.</returns>
    public bool Take()
    {
        bool isNew = false;
        for (int at = 0; at < Size; at += sizeof(ulong))
        {
            if (*(ulong*)(Hits + at) != 0)
                isNew |= Take(at, sizeof(ulong));
        }

        return isNew;
    }

    private bool Take(int start, int count)
    {
        bool isNew = false;
        for (int at = start; at < start + count; at++)
        {
            int hits = Hits[at];
            byte hitClass = hits == 0 ? (byte)0 : ClassOf(hits);
            if ((hitClass & ~_seen[at]) == 0)
                continue;
            Edges += _seen[at] == 0 ? 1 : 0;
            _seen[at] |= hitClass;
            isNew = true;
        }

        return isNew;
    }

    /// <summary>Returns one bit for each class of hits: 1, 2, 3, up to 7, 15, 31, 127, more.</summary>
    private static byte ClassOf(int hits) => hits switch
    {
        <= 3 => (byte)(1 << (hits - 1)),
        <= 31 => (byte)(1 << BitOperations.Log2((uint)hits) + 1),
        <= 127 => 1 << 6,
        _ => 1 << 7,
    };
}
