using BioToken.Npki;

namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>A folder of key files on a simulated disk.</summary>
internal sealed class SimulatedKeyFolder(SimulatedDisk disk, string path) : IKeyFolder
{
    private const string LockName = ".biotoken-lock";

    public string Path => path;

    public IDisposable Lock() => new HeldLock(this, disk.TryLock(PathOf(LockName)) ?? throw NpkiException.ChangeBusy(path));

    public IReadOnlySet<string> Names()
        => disk.ListFiles(path).Select(file => System.IO.Path.GetFileName(file)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public byte[] Read(string name) => disk.TryRead(PathOf(name), NpkiFile.MaxLength) switch
    {
        null => throw NpkiException.NotFound(PathOf(name)),
        [] => throw NpkiException.NotRegularFile(PathOf(name)),
        { } content => content,
    };

    public void Write(string name, ReadOnlySpan<byte> content, string permissionsOf)
    {
        Assert.DoesNotContain(name, Names());
        disk.Write(PathOf(name), content);
    }

    public void Replace(string name, string target) => disk.Move(PathOf(name), PathOf(target));

    public void Delete(string name) => disk.Delete(PathOf(name));

    public void Flush() => disk.FlushDirectory(path);

    private string PathOf(string name) => System.IO.Path.Combine(path, name);

    private sealed class HeldLock(SimulatedKeyFolder folder, IDisposable held) : IDisposable
    {
        public void Dispose()
        {
            folder.Delete(LockName);
            held.Dispose();
        }
    }
}
