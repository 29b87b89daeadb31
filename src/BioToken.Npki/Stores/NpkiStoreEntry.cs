using BioToken.Npki.Errors;
using BioToken.Npki.Identities;

namespace BioToken.Npki.Stores;

/// <summary>A certificate folder that was found, or a place that could not be read.</summary>
public sealed record NpkiStoreEntry
{
    internal NpkiStoreEntry(string path, NpkiMedium medium, NpkiFolder folder)
    {
        Path = path;
        Medium = medium;
        Folder = folder;
    }

    internal NpkiStoreEntry(string path, NpkiMedium medium, NpkiException problem)
    {
        Path = path;
        Medium = medium;
        Problem = problem;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Kind of place.</summary>
    public NpkiMedium Medium { get; }

    /// <summary>The folder; null if it could not be read (see <see cref="Problem"/>).</summary>
    public NpkiFolder? Folder { get; }

    /// <summary>Why the folder could not be read; null if it was.</summary>
    public NpkiException? Problem { get; }
}
