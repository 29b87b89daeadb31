using BioToken.Npki;

namespace BioToken.Simulator;

/// <summary>Reads and writes small files whole. On Unix, directories are 0700 and files 0600.</summary>
internal static class StoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A token's memory bounds its objects; a larger file was not made here.
    private const int MaxLength = 4 * 1024 * 1024;

    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file that only one can have open at a time.</summary>
    public static FileStream OpenAlone(string path) => new(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));

    /// <summary>Puts a file in place of an older one, or of none: whole and durable, or not at all.</summary>
    public static void Write(string path, string temporaryPath, ReadOnlySpan<byte> content)
    {
        using (FileStream stream = new(temporaryPath, Options(FileMode.Create, FileAccess.Write)))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporaryPath, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    public static void Delete(string path)
    {
        File.Delete(path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads a file; null if there is none.</summary>
    /// <exception cref="SimulatorStoreException">It is empty, too large, or no regular file.</exception>
    public static byte[]? TryRead(string path)
    {
        try
        {
            // No file here is empty, and a pipe has length 0: opening it would wait until somebody writes.
            if (new FileInfo(path).Length == 0)
                throw SimulatorStoreException.Damaged(path);
            FileStreamOptions options = new()
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            using FileStream stream = new(path, options);
            if (stream.Length > MaxLength)
                throw SimulatorStoreException.Damaged(path);
            byte[] content = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
