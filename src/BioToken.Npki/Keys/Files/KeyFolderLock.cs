using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Npki;

/// <summary>
/// The lock of a folder whose keys change their password: a file that only one can have open, which is gone again afterwards.
/// </summary>
/// <remarks>
/// Whoever opened the file just before it was deleted has a lock on a file without a name, and another may make a new one. So the holder
/// marks its file, and looks whether the file of that name has the mark: it keeps the name then, since only the holder deletes it.
/// </remarks>
internal sealed class KeyFolderLock : IDisposable
{
    private const int MarkLength = 16;

    private readonly string _path;
    private readonly FileStream _file;

    private KeyFolderLock(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Takes the lock; null if another has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static KeyFolderLock? TryTake(string path)
    {
        while (TryOpen(path) is { } file)
        {
            bool isTaken = false;
            try
            {
                // Windows gives nobody a file that is being deleted.
                bool isLocked = FileLocking.TryTake(file.SafeFileHandle, path);
                isTaken = isLocked && (OperatingSystem.IsWindows() || IsNamed(path, file));
                if (isTaken)
                    return new(path, file);
                if (!isLocked)
                    return null;
            }
            finally
            {
                if (!isTaken)
                    file.Dispose();
            }
        }

        return null;
    }

    public void Dispose()
    {
        try
        {
            // While it is still locked; Windows does it by itself.
            if (!OperatingSystem.IsWindows())
                File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or closed by now: what is left of the file locks nobody out.
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
            });
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            return null;
        }
    }

    private static bool IsNamed(string path, FileStream file)
    {
        byte[] mark = RandomNumberGenerator.GetBytes(MarkLength);
        file.SetLength(0);
        file.Write(mark);
        return ReadMark(path).SequenceEqual(mark);
    }

    private static byte[] ReadMark(string path)
    {
        byte[] mark = new byte[MarkLength];
        try
        {
            using SafeFileHandle handle = UnixFile.OpenToRead(path);
            return mark[..RandomAccess.Read(handle, mark, fileOffset: 0)];
        }
        catch (IOException)
        {
            // Its holder has deleted it meanwhile.
            return [];
        }
    }
}
