namespace BioToken.Testing;

/// <summary>A folder of one test, deleted with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes a folder in the system's place for such folders.</summary>
    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("biotoken-").FullName)
    {
    }

    private TemporaryFolder(string path) => Path = path;

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The path of something below the folder.</summary>
    public string this[params ReadOnlySpan<string> parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>
    /// Makes a folder in memory where the system has a place for that, so that a test which writes much does not wait for a disk.
    /// </summary>
    public static TemporaryFolder InMemory()
    {
        const string SharedMemory = "/dev/shm";
        return Directory.Exists(SharedMemory)
            ? new(Directory.CreateDirectory(System.IO.Path.Combine(SharedMemory, $"biotoken-{Guid.NewGuid():N}")).FullName)
            : new();
    }

    /// <summary>Writes a file, and makes the folders above it.</summary>
    public string Write(string relativePath, ReadOnlySpan<byte> content)
    {
        string path = PathForNew(relativePath);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Makes a pipe (FIFO) that nobody writes to: whoever opens it for reading waits for ever.</summary>
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
