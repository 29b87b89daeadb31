using System.Collections.Immutable;

namespace BioToken.Testing;

/// <summary>
/// The choices of one power cut. Each has its own leaning, so that the extremes come often: all that was not flushed is lost, all is there,
/// or it is half and half.
/// </summary>
internal sealed class PowerCut(Random random)
{
    private static readonly double[] Leanings = [0, 0.1, 0.5, 0.9, 1];

    private readonly double _keeps = Leanings[random.Next(Leanings.Length)];
    private readonly double _whole = Leanings[random.Next(Leanings.Length - 1)];

    /// <summary>Whether a change of names that was not flushed has happened.</summary>
    public bool Keeps() => random.NextDouble() < _keeps;

    /// <summary>Whether a file that was not flushed is not torn.</summary>
    public bool IsWhole() => random.NextDouble() < _whole;

    public byte[] OneOf(ImmutableArray<byte[]> versions) => versions[random.Next(versions.Length)];

    /// <summary>A length: one of the two ends, a whole number of sectors, or any.</summary>
    public int LengthBetween(int least, int most) => random.Next(4) switch
    {
        0 => least,
        1 => most,
        2 => Math.Clamp(random.Next(least, most + 1) / FileContent.SectorLength * FileContent.SectorLength, least, most),
        _ => random.Next(least, most + 1),
    };
}
