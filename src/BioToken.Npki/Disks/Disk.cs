namespace BioToken.Npki;

/// <summary>The computer's own disk. On Unix, directories are 0700 and files 0600.</summary>
internal sealed class Disk : IDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private Disk()
    {
    }

    public static Disk Instance { get; } = new();

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    public IReadOnlyList<string> ListFiles(string directory) => List(directory, Directory.EnumerateFiles);

    public IReadOnlyList<string> ListDirectories(string directory) => List(directory, Directory.EnumerateDirectories);

    public void CheckOwner(string directory, bool mayBeLink = true) => FolderOwner.Require(directory, mayBeLink);

    public byte[]? TryRead(string path, int maxLength)
    {
        RefuseLink(path);
        try
        {
            // Asked before it is opened: opening a pipe would wait until somebody writes.
            if (new FileInfo(path).Length == 0)
                return [];
            FileStreamOptions options = new()
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            using FileStream stream = new(path, options);
            if (stream.Length > maxLength)
                throw new ExplainedIOException(Messages.Format("DiskTooLarge", path, stream.Length, maxLength));
            byte[] content = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        RefuseLink(path);
        using FileStream stream = new(path, Options(FileMode.Create, FileAccess.Write));
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    public void Append(string path, long length, ReadOnlySpan<byte> content)
    {
        RefuseLink(path);
        using FileStream stream = new(path, Options(FileMode.Open, FileAccess.Write));
        stream.SetLength(length);
        stream.Position = length;
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    public void Move(string path, string target) => File.Move(path, target, overwrite: true);

    public void MoveDirectory(string path, string target) => Directory.Move(path, target);

    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Then the file is not there either.
        }
    }

    public void DeleteDirectory(string path) => Directory.Delete(path, recursive: true);

    public void FlushDirectory(string path) => DirectorySync.Flush(path);

    public IDisposable? TryLock(string path)
    {
        RefuseLink(path);
        FileStream? file = null;
        bool isTaken = false;
        try
        {
            file = new FileStream(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite));
            isTaken = FileLocking.TryTake(file.SafeFileHandle, path);
            return isTaken ? file : null;
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            return null;
        }
        finally
        {
            if (!isTaken)
                file?.Dispose();
        }
    }

    public bool IsLocked(string path)
    {
        RefuseLink(path);
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

    /// <summary>A link may lead out of a directory that was checked.</summary>
    private static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            throw new UnauthorizedAccessException(Messages.Format("PathIsLink", path));
    }

    private static string[] List(string directory, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            return [.. enumerate(directory)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode is FileMode.Open ? null : OwnerOnly;
        return options;
    }
}
