using BioToken.Storage;

namespace BioToken.Simulator;

/// <summary>
/// The computer's disk for a simulator: a directory of another user is refused, since its owner could put anything into it, and no symbolic
/// link in a directory is followed, since it could lead to a file that is worth more than a token.
/// </summary>
/// <param name="disk">The disk.</param>
/// <param name="root">The simulator's directory, which may be a link itself.</param>
internal sealed class OwnDisk(IDisk disk, string root) : IDisk
{
    public bool DirectoryExists(string path)
    {
        if (disk.DirectoryExists(path))
            return true;
        try
        {
            // What is not there holds no tokens; what is no directory, or cannot be reached, was meant to.
            if (path == root && !File.GetAttributes(path).HasFlag(FileAttributes.Directory))
                throw SimulatorStoreException.NoDirectory(path);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public void CreateDirectory(string path) => disk.CreateDirectory(path);

    public IReadOnlyList<string> ListFiles(string directory) => disk.ListFiles(Trusted(directory));

    public IReadOnlyList<string> ListDirectories(string directory) => disk.ListDirectories(Trusted(directory));

    public byte[]? TryRead(string path, int maxLength) => disk.TryRead(InTrusted(path), maxLength);

    public void Write(string path, ReadOnlySpan<byte> content) => disk.Write(InTrusted(path), content);

    public void Create(string path, ReadOnlySpan<byte> content, string permissionsOf) => disk.Create(InTrusted(path), content, permissionsOf);

    public void Append(string path, long length, ReadOnlySpan<byte> content) => disk.Append(InTrusted(path), length, content);

    // These change the name itself, and what a link leads to stays as it is.
    public void Move(string path, string target) => disk.Move(path, target);

    public void MoveDirectory(string path, string target) => disk.MoveDirectory(path, target);

    public void Delete(string path) => disk.Delete(path);

    public void DeleteDirectory(string path) => disk.DeleteDirectory(path);

    public void Flush(string path) => disk.Flush(path);

    public IDisposable? TryLock(string path, bool isTemporary = false) => disk.TryLock(InTrusted(path), isTemporary);

    public bool IsLocked(string path) => disk.IsLocked(InTrusted(path));

    private string InTrusted(string path)
    {
        Trusted(Path.GetDirectoryName(path)!);
        return NoLink(path);
    }

    private string Trusted(string directory)
    {
        if (!FolderOwner.IsOwn(directory))
            throw SimulatorStoreException.Foreign(directory);
        return directory == root ? directory : NoLink(directory);
    }

    private static string NoLink(string path) => new FileInfo(path).LinkTarget is not null ? throw SimulatorStoreException.Link(path) : path;
}
