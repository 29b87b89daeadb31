using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Storage;

namespace BioToken.Npki.Keys.Files;

/// <summary>Reads the files of NPKI folders, which are small and regular.</summary>
internal static class NpkiFile
{
    /// <summary>Reads a whole file, or the target of a link.</summary>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.NotFound"/>, <see cref="NpkiFailure.ReadFailed"/>, <see cref="NpkiFailure.TooLarge"/>, or
    /// <see cref="NpkiFailure.Malformed"/> for an empty file or one that is not a regular file; all with the path.
    /// </exception>
    public static byte[] Read(string path) => Read(path, () =>
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return Disk.Instance.DirectoryExists(target) ? [] : Disk.Instance.TryRead(target, BerEncoding.MaxLength);
    });

    /// <summary>Reads a whole file of a folder whose keys are changing. Links are not followed.</summary>
    /// <exception cref="NpkiException">As <see cref="Read(string)"/>.</exception>
    public static byte[] Read(KeyFolder folder, string name) 
        => Read(Path.Combine(folder.Path, name), () => folder.TryRead(name, BerEncoding.MaxLength));

    private static byte[] Read(string path, Func<byte[]?> tryRead)
    {
        try
        {
            return tryRead() switch
            {
                null => throw NpkiException.NotFound(path),
                // A pipe or a device has no length either.
                [] => throw NpkiException.NotRegularFile(path),
                { } content => content,
            };
        }
        catch (ExplainedIOException)
        {
            throw NpkiException.TooLarge(BerEncoding.MaxLength).At(path);
        }
        catch (NotSupportedException)
        {
            // Something without a length replaced the file after the first check.
            throw NpkiException.NotRegularFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NpkiException.NotFound(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.ReadFailed(path, e);
        }
    }
}
