using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Storage;

/// <summary>A lock between processes: a file that only one can have open. The system gives it back when its holder dies.</summary>
/// <remarks>
/// Whoever opened a temporary file just before it was deleted has a lock on a file without a name, and another may make a new one. So the holder
/// marks its file, and looks whether the file of that name has the mark: it keeps the name then, since only the holder deletes it.
/// </remarks>
internal sealed class LockFile : IDisposable
{
    private const int MarkLength = 16;

    private readonly FileStream _file;
    private readonly bool _isTemporary;

    private LockFile(FileStream file, bool isTemporary) => (_file, _isTemporary) = (file, isTemporary);

    /// <summary>Takes the lock; null if another has it.</summary>
    /// <param name="path">The file, which is made if need be.</param>
    /// <param name="isTemporary">True for a file that is gone again afterwards.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static LockFile? TryTake(string path, bool isTemporary)
    {
        while (TryOpen(path, isTemporary) is { } file)
        {
            bool isTaken = false;
            try
            {
                bool isLocked = FileLocking.TryTake(file.SafeFileHandle, path);
                // Windows gives nobody a file that is being deleted.
                isTaken = isLocked && (!isTemporary || OperatingSystem.IsWindows() || IsNamed(path, file));
                if (isTaken)
                    return new(file, isTemporary);
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

    /// <summary>Whether another has it.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return !FileLocking.TryTake(file.SafeFileHandle, path, isShared: true);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            return true;
        }
    }

    public void Dispose()
    {
        try
        {
            // While it is still locked; Windows does it by itself.
            if (_isTemporary && !OperatingSystem.IsWindows())
                File.Delete(_file.Name);
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

    private static FileStream? TryOpen(string path, bool isTemporary)
    {
        FileStreamOptions options = Disk.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (isTemporary && OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        try
        {
            return new FileStream(path, options);
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
