namespace BioToken.Npki;

/// <summary>A folder on a disk.</summary>
internal sealed class DiskKeyFolder(string path) : IKeyFolder
{
    private const string LockName = ".biotoken-lock";

    public string Path { get; } = path;

    public IDisposable Lock() => KeyFolderLock.TryTake(File(LockName)) ?? throw NpkiException.ChangeBusy(Path);

    public IReadOnlySet<string> Names()
        => Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public byte[] Read(string name) => NpkiFile.Read(File(name));

    public void Write(string name, ReadOnlySpan<byte> content, string permissionsOf)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using FileStream file = new(File(name), options);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(file.SafeFileHandle, System.IO.File.GetUnixFileMode(File(permissionsOf)));
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    public void Replace(string name, string target) => System.IO.File.Move(File(name), File(target), overwrite: true);

    public void Delete(string name) => System.IO.File.Delete(File(name));

    public void Flush() => DirectorySync.Flush(Path);

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
