using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Storage;

/// <summary>A lock between processes: a file that only one can have open. The system releases it when its holder exits.</summary>
/// <remarks>
/// .NET locks a file on Unix that is opened for one alone, but an environment variable turns that off
/// (DOTNET_SYSTEM_IO_DISABLEFILELOCKING), and it silently ignores file systems without locks. So the lock is taken here; if .NET has taken
/// it, nothing changes.
/// <para>
/// Whoever opened a temporary file just before it was deleted has a lock on a file without a name, and another may make a new one. So the
/// holder marks its file, and checks whether the file of that name has the mark: then the name stays, since only the holder deletes it.
/// </para>
/// </remarks>
internal sealed class LockFile : IDisposable
{
    private const int MarkLength = 16;
    private const int SharedNoWait = 1 | 4;
    private const int ExclusiveNoWait = 2 | 4;
    private const int Interrupted = 4;

    private readonly FileStream _file;
    private readonly bool _isTemporary;

    private LockFile(FileStream file, bool isTemporary) => (_file, _isTemporary) = (file, isTemporary);

    /// <summary>Takes the lock; null if another has it.</summary>
    /// <param name="path">The file, which is made if need be.</param>
    /// <param name="isTemporary">True for a file that is gone again afterwards.</param>
    /// <exception cref="IOException">The folder cannot be written, or its file system has no locks.</exception>
    public static LockFile? TryTake(string path, bool isTemporary)
    {
        while (TryOpen(path, isTemporary) is { } file)
        {
            bool isTaken = false;
            try
            {
                if (!TryLock(file, ExclusiveNoWait))
                    return null;
                // Windows does not open a file that is being deleted.
                isTaken = !isTemporary || OperatingSystem.IsWindows() || IsNamed(path, file);
                if (isTaken)
                    return new(file, isTemporary);
            }
            finally
            {
                if (!isTaken)
                    file.Dispose();
            }
        }

        return null;
    }

    /// <summary>Whether another process has it. Several processes can check this at the same time.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return !TryLock(file, SharedNoWait);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsHeld(e.HResult))
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
            // The folder is gone or inaccessible: a leftover file does not lock anything.
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
        catch (IOException e) when (IsHeld(e.HResult))
        {
            return null;
        }
    }

    private static bool TryLock(FileStream file, int operation)
    {
        // Windows does not open a file that is not shared.
        while (!OperatingSystem.IsWindows() && Flock(file.SafeFileHandle, operation) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (IsHeld(error))
                return false;
            if (error != Interrupted)
                throw new IOException($"{file.Name}: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }

        return true;
    }

    // ERROR_SHARING_VIOLATION of Windows, and the errno EWOULDBLOCK of Linux and of the BSDs with macOS.
    private static bool IsHeld(int error) => error is unchecked((int)0x80070020) or 11 or 35;

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

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
