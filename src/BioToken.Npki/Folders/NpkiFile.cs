using BioToken.Storage;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Npki;

/// <summary>Reads the files of NPKI folders, which are small and regular.</summary>
internal static class NpkiFile
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Reads a whole file. Its length is checked before it is opened: opening a pipe waits until somebody writes.</summary>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.NotFound"/>, <see cref="NpkiFailure.ReadFailed"/>, <see cref="NpkiFailure.TooLarge"/>, or
    /// <see cref="NpkiFailure.Malformed"/> for an empty file and for what is no regular file; all with the path.
    /// </exception>
    public static byte[] Read(string path)
    {
        try
        {
            CheckLength(path, LengthOf(path));
            using SafeFileHandle handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            long length = RandomAccess.GetLength(handle);
            CheckLength(path, length);

            byte[] content = new byte[length];
            int read = 0;
            while (read < content.Length && RandomAccess.Read(handle, content.AsSpan(read), read) is int count and > 0)
                read += count;
            return read == content.Length ? content : content[..read];
        }
        catch (Exception e) when (e is NotSupportedException || (e is IOException or UnauthorizedAccessException && Directory.Exists(path)))
        {
            // Something without a length took the file's place after the first look, or it is a folder.
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

    /// <summary>Reads a whole file of a folder whose keys are changing. A link is none of its files.</summary>
    /// <exception cref="NpkiException">As <see cref="Read(string)"/>.</exception>
    public static byte[] Read(KeyFolder folder, string name)
    {
        string path = Path.Combine(folder.Path, name);
        try
        {
            return folder.TryRead(name, MaxLength) switch
            {
                null => throw NpkiException.NotFound(path),
                [] => throw NpkiException.NotRegularFile(path),
                { } content => content,
            };
        }
        catch (ExplainedIOException)
        {
            throw NpkiException.TooLarge(MaxLength).At(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.ReadFailed(path, e);
        }
    }

    // Of a link, .NET gives the length of the link itself.
    private static long LengthOf(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;

    // A pipe or a device has length 0, as does an empty file.
    private static void CheckLength(string path, long length)
    {
        if (length == 0)
            throw NpkiException.NotRegularFile(path);
        if (length > MaxLength)
            throw NpkiException.TooLarge(MaxLength).At(path);
    }
}
