using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Storage;

/// <summary>
/// The lock of a file that one alone has open. .NET takes it on Unix when it opens a file that is not shared, but an environment variable turns that off
/// (DOTNET_SYSTEM_IO_DISABLEFILELOCKING), and a file system that has no locks is passed over in silence. The system gives it back when the process dies.
/// </summary>
internal static class FileLocking
{
    private const int SharedNoWait = 1 | 4;
    private const int ExclusiveNoWait = 2 | 4;
    private const int Interrupted = 4;

    /// <summary>Takes the lock of an open file; where .NET has taken it, nothing changes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for a message.</param>
    /// <param name="isShared">True for a lock that others may share, which only looks whether somebody has the other kind.</param>
    /// <returns>False while another has it.</returns>
    /// <exception cref="IOException">The file system has no locks, or the system refused for another reason.</exception>
    public static bool TryTake(SafeFileHandle file, string path, bool isShared = false)
    {
        // What Windows does not share it does not open.
        if (OperatingSystem.IsWindows())
            return true;
        while (Flock(file, isShared ? SharedNoWait : ExclusiveNoWait) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (SharingViolation.Is(error))
                return false;
            if (error != Interrupted)
                throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        return true;
    }

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
