using BioToken.Npki.Resources;
using BioToken.Storage;

namespace BioToken.Npki.Errors;

/// <content>Errors of folders.</content>
public sealed partial class NpkiException
{
    // A name that is not UTF-8 cannot be opened here: .NET replaces undecodable bytes by this character.
    internal static NpkiException FolderNotFound(string path)
    {
        string text = path.Contains('\uFFFD', StringComparison.Ordinal) ? "FolderNameUnreadable" : nameof(FolderNotFound);
        return new(NpkiFailure.NotFound, Messages.Format(text, path)) { Path = path };
    }

    /// <param name="path">The folder.</param>
    /// <param name="missing">Names of the files that are not there.</param>
    internal static NpkiException FolderIncomplete(string path, IEnumerable<string> missing)
        => new(NpkiFailure.NotFound, Messages.Format(nameof(FolderIncomplete), path, string.Join(", ", missing))) { Path = path };

    /// <param name="path">The folder.</param>
    /// <param name="first">A file's name.</param>
    /// <param name="second">Another file's name, which differs by case only.</param>
    internal static NpkiException FolderAmbiguous(string path, string first, string second)
        => new(NpkiFailure.Malformed, Messages.Format(nameof(FolderAmbiguous), path, first, second)) { Path = path };

    internal static NpkiException IsPkcs12(string path)
        => new(NpkiFailure.OtherKind, Messages.Format(nameof(IsPkcs12), path)) { Path = path };

    internal static NpkiException IsGovernmentFolder(string path, string name)
        => new(NpkiFailure.OtherKind, Messages.Format(nameof(IsGovernmentFolder), path, name)) { Path = path };

    internal static NpkiException TooManyFolders(string path, int limit)
        => new(NpkiFailure.ParameterOutOfRange, Messages.Format(nameof(TooManyFolders), path, limit)) { Path = path };

    internal static NpkiException KeysElsewhere(string folder)
        => new(NpkiFailure.WriteFailed, Messages.Format(nameof(KeysElsewhere), folder)) { Path = folder };

    internal static NpkiException NotRegularFile(string path)
        => new(NpkiFailure.Malformed, Messages.Format(nameof(NotRegularFile), path)) { Path = path };

    internal static NpkiException FolderExists(string path)
        => new(NpkiFailure.WriteFailed, Messages.Format(nameof(FolderExists), path)) { Path = path };

    internal static NpkiException FolderWriteFailed(string path, Exception inner)
        => new(NpkiFailure.WriteFailed, Messages.Format(nameof(FolderWriteFailed), path, DiskProblem.Describe(inner)), inner)
        {
            Path = path,
        };
}
