using Microsoft.Win32.SafeHandles;

namespace BioToken.Npki;

/// <summary>
/// Makes the names in a directory durable, so that a new or renamed file is still there after a power cut: on Unix by fsync of the directory.
/// Windows writes its directory entries through its own journal and has no call for this.
/// </summary>
internal static class DirectorySync
{
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    /// <exception cref="IOException">The system refused for another reason.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        using SafeFileHandle handle = UnixFile.OpenToRead(directory);
        RandomAccess.FlushToDisk(handle);
    }
}
