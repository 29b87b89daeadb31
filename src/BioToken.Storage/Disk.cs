using BioToken.Storage.Resources;
using Microsoft.Win32.SafeHandles;

namespace BioToken.Storage;

/// <summary>The computer's own disk. On Unix, directories are 0700 and files 0600.</summary>
internal class Disk : IDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    protected Disk()
    {
    }

    public static Disk Instance { get; } = new();

    public virtual bool DirectoryExists(string path) => Directory.Exists(path);

    public void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    public virtual IReadOnlyList<string> ListFiles(string directory) => List(directory, Directory.EnumerateFiles);

    public virtual IReadOnlyList<string> ListDirectories(string directory) => List(directory, Directory.EnumerateDirectories);

    public void CheckOwner(string directory, bool mayBeLink = true) => FolderOwner.Require(directory, mayBeLink);

    public byte[]? TryRead(string path, int maxLength)
    {
        CheckFile(path);
        try
        {
            // Checked before opening: opening a pipe would block until another process writes.
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
        CheckFile(path);
        using FileStream file = new(path, Options(FileMode.Create, FileAccess.Write));
        Write(file, content);
    }

    public void Create(string path, ReadOnlySpan<byte> content, string permissionsOf)
    {
        using FileStream file = new(path, Options(FileMode.CreateNew, FileAccess.Write));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(permissionsOf));
        Write(file, content);
    }

    public void Append(string path, long length, ReadOnlySpan<byte> content)
    {
        CheckFile(path);
        using FileStream file = new(path, Options(FileMode.Open, FileAccess.Write));
        file.SetLength(length);
        file.Position = length;
        Write(file, content);
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

    public void Flush(string path)
    {
        // Windows records names in its own journal and has no such call. It flushes a file only for a handle with write access.
        if (OperatingSystem.IsWindows())
            return;
        using SafeFileHandle handle = UnixFile.OpenToRead(path);
        RandomAccess.FlushToDisk(handle);
    }

    public IDisposable? TryLock(string path, bool isTemporary = false)
    {
        CheckFile(path);
        return LockFile.TryTake(path, isTemporary);
    }

    public bool IsLocked(string path)
    {
        CheckFile(path);
        return LockFile.IsTaken(path);
    }

    /// <summary>Opens a file exclusively; a new file is readable by its owner only.</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode is FileMode.Open ? null : OwnerOnly;
        return options;
    }

    /// <summary>Refuses a file before it is opened by its name: a link may lead out of a directory that was checked.</summary>
    protected virtual void CheckFile(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            throw new ExplainedAccessException(Messages.Format("PathIsLink", path));
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> content)
    {
        file.Write(content);
        file.Flush(flushToDisk: true);
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
}
