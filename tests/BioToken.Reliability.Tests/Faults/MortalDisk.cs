using BioToken.Storage;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>The disk of a process that can be killed: after that, nothing from the process reaches the disk.</summary>
internal sealed class MortalDisk(IDisk inner) : IDisk
{
    private volatile bool _isDead;

    public void Kill() => _isDead = true;

    public bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public void CreateDirectory(string path) => Living().CreateDirectory(path);

    public void CheckOwner(string directory, bool mayBeLink = true) => inner.CheckOwner(directory, mayBeLink);

    public IReadOnlyList<string> ListFiles(string directory) => inner.ListFiles(directory);

    public IReadOnlyList<string> ListDirectories(string directory) => inner.ListDirectories(directory);

    public byte[]? TryRead(string path, int maxLength) => inner.TryRead(path, maxLength);

    public void Write(string path, ReadOnlySpan<byte> content) => Living().Write(path, content);

    public void Create(string path, ReadOnlySpan<byte> content, string permissionsOf) => Living().Create(path, content, permissionsOf);

    public void Append(string path, long length, ReadOnlySpan<byte> content) => Living().Append(path, length, content);

    public void Move(string path, string target) => Living().Move(path, target);

    public void MoveDirectory(string path, string target) => Living().MoveDirectory(path, target);

    public void Delete(string path) => Living().Delete(path);

    public void DeleteDirectory(string path) => Living().DeleteDirectory(path);

    public void Flush(string path) => Living().Flush(path);

    public IDisposable? TryLock(string path, bool isTemporary = false) => Living().TryLock(path, isTemporary);

    public bool IsLocked(string path) => Living().IsLocked(path);

    private IDisk Living() => _isDead ? throw new IOException("The process is dead.") : inner;
}
