using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Storage;

/// <summary>Opens files on Unix that .NET cannot open: directories, and files without .NET's advisory lock.</summary>
internal static class UnixFile
{
    private const int ReadOnly = 0;
    private const int PermissionDenied = 13;

    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">The system rejected it for another reason.</exception>
    public static SafeFileHandle OpenToRead(string path)
    {
        int descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly);
        return descriptor >= 0 ? new(descriptor, ownsHandle: true) : throw Failure(path, Marshal.GetLastPInvokeError());
    }

    private static Exception Failure(string path, int error)
    {
        string message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error == PermissionDenied ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
