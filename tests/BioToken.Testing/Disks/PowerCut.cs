using System.Collections.Immutable;

namespace BioToken.Testing;

/// <summary>
/// The choices of one power cut. Each cut has its own bias, so that the extremes are frequent: everything that was not flushed is lost,
/// everything is kept, or about half.
/// </summary>
internal sealed class PowerCut(Random random)
{
    private static readonly double[] Leanings = [0, 0.1, 0.5, 0.9, 1];

    private readonly double _keeps = Leanings[random.Next(Leanings.Length)];
    private readonly double _whole = Leanings[random.Next(Leanings.Length - 1)];

    /// <summary>Whether a change of names that was not flushed has taken effect.</summary>
    public bool Keeps() => random.NextDouble() < _keeps;

    /// <summary>Whether a file that was not flushed is intact.</summary>
    public bool IsWhole() => random.NextDouble() < _whole;

    public byte[] OneOf(ImmutableArray<byte[]> versions) => versions[random.Next(versions.Length)];

    /// <summary>Chooses a length: one of the two limits, a whole number of sectors, or any.</summary>
    public int LengthBetween(int least, int most) => random.Next(4) switch
    {
        0 => least,
        1 => most,
        2 => Math.Clamp(random.Next(least, most + 1) / FileContent.SectorLength * FileContent.SectorLength, least, most),
        _ => random.Next(least, most + 1),
    };
}
