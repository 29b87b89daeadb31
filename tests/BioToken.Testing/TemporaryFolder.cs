namespace BioToken.Testing;

/// <summary>A folder of one test, deleted with all its contents.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Creates a folder in the system's temporary folder.</summary>
    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("biotoken-").FullName)
    {
    }

    private TemporaryFolder(string path) => Path = path;

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The path of a file or folder below the folder.</summary>
    public string this[params ReadOnlySpan<string> parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Creates a folder in memory if the system supports that, so that a test with many writes does not wait for a disk.</summary>
    public static TemporaryFolder InMemory()
    {
        const string SharedMemory = "/dev/shm";
        return Directory.Exists(SharedMemory)
            ? new(Directory.CreateDirectory(System.IO.Path.Combine(SharedMemory, $"biotoken-{Guid.NewGuid():N}")).FullName)
            : new();
    }

    /// <summary>Writes a file, and creates the folders above it.</summary>
    public string Write(string relativePath, ReadOnlySpan<byte> content)
    {
        string path = PathForNew(relativePath);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Creates a pipe (FIFO) that has no writer: opening it for reading waits forever.</summary>
    public string MakePipe(string relativePath)
    {
        string path = PathForNew(relativePath);
        ExternalProgram.Run("mkfifo", [path]);
        return path;
    }

    /// <summary>Names of the files in the folder, in order.</summary>
    public string[] Names()
        => [.. Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string PathForNew(string relativePath)
    {
        string path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
