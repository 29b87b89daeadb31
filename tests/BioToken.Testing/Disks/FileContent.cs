using System.Collections.Immutable;

namespace BioToken.Testing;

/// <summary>
/// The content of a file: the version that is certainly on the disk, and the versions written since but not flushed. Immutable.
/// </summary>
internal sealed class FileContent
{
    public const int SectorLength = 512;

    /// <summary>The content of a file that has just been created.</summary>
    public static readonly FileContent Empty = new([[]]);

    // The first version is on the disk; the last is the one that processes read.
    private readonly ImmutableArray<byte[]> _versions;

    private FileContent(ImmutableArray<byte[]> versions) => _versions = versions;

    /// <summary>The content that processes read.</summary>
    public byte[] Now => _versions[^1];

    public FileContent Then(byte[] content) => new(_versions.Add(content));

    public FileContent Flushed() => _versions.Length == 1 ? this : new([Now]);

    /// <summary>Returns the content that a power cut leaves.</summary>
    public FileContent After(PowerCut cut) => _versions.Length == 1 ? this : new([cut.IsWhole() ? cut.OneOf(_versions) : Torn(cut)]);

    /// <summary>Returns a file of any length between the versions' lengths, each sector of which comes from any version.</summary>
    private byte[] Torn(PowerCut cut)
    {
        byte[] torn = new byte[cut.LengthBetween(_versions.Min(version => version.Length), _versions.Max(version => version.Length))];
        for (int start = 0; start < torn.Length; start += SectorLength)
        {
            // Past a version's end are zeros: the sector was allocated to the file, but not written.
            byte[] version = cut.OneOf(_versions);
            int length = Math.Min(SectorLength, Math.Min(torn.Length, version.Length) - start);
            if (length > 0)
                version.AsSpan(start, length).CopyTo(torn.AsSpan(start));
        }

        return torn;
    }
}
