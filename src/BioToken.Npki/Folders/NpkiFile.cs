using Microsoft.Win32.SafeHandles;

namespace BioToken.Npki;

/// <summary>Reads the files of an NPKI folder, which are small and regular.</summary>
internal static class NpkiFile
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Reads a file. Its length is checked before it is opened, so that neither a huge file nor a pipe can stall the caller.</summary>
    /// <exception cref="NpkiException">The file is not there, is empty or no regular file, is too large, or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            CheckLength(path, LengthOf(path));
            using SafeFileHandle handle = File.OpenHandle(path);
            long length = RandomAccess.GetLength(handle);
            CheckLength(path, length);

            byte[] content = new byte[length];
            int read = 0;
            while (read < content.Length && RandomAccess.Read(handle, content.AsSpan(read), read) is int count and > 0)
                read += count;
            return read == content.Length ? content : content[..read];
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
