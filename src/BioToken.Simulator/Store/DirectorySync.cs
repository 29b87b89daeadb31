using System.Runtime.InteropServices;

namespace BioToken.Simulator;

/// <summary>Makes a rename durable: on Unix by fsync of the directory, for which .NET has no call. Windows needs none.</summary>
internal static partial class DirectorySync
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = OpenDirectory(directory, ReadOnly);
        if (descriptor < 0)
            throw Failed(directory);
        bool isFlushed = Synchronize(descriptor) == 0;
        IOException? failure = isFlushed ? null : Failed(directory);
        _ = Close(descriptor);
        if (failure is not null)
            throw failure;
    }

    private static IOException Failed(string directory)
        => new($"{directory}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDirectory(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
