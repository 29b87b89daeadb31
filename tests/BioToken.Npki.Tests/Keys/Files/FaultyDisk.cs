using BioToken.Storage;

namespace BioToken.Npki.Tests;

/// <summary>A simulated disk of a process that encounters a fault at a chosen operation.</summary>
internal sealed class FaultyDisk(SimulatedDisk inner) : IDisk
{
    private bool _isDead;

    /// <summary>The disk itself, for later processes.</summary>
    public SimulatedDisk Inner => inner;

    /// <summary>Complete contents of new files by path, even if the fault tore the files.</summary>
    public Dictionary<string, byte[]> Written { get; } = new(StringComparer.Ordinal);

    public int Operations { get; private set; }

    /// <summary>Every operation, with the names of its files.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Number of the operation at which the fault occurs, from 1; none by default.</summary>
    public int FailAt { get; init; } = -1;

    public FaultKind Fault { get; init; }

    /// <summary>
    /// Selects the operations that fail after the fault, by their names in the log; null for those that the kind of fault implies.
    /// </summary>
    public Func<string, bool>? FailAlsoAt { get; init; }

    public bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public void CreateDirectory(string path) => Step(() => inner.CreateDirectory(path), $"create directory {path}");

    public IReadOnlyList<string> ListFiles(string directory) => Step(() => inner.ListFiles(directory), "list");

    public IReadOnlyList<string> ListDirectories(string directory) => Step(() => inner.ListDirectories(directory), "list directories");

    public byte[]? TryRead(string path, int maxLength) => Step(() => inner.TryRead(path, maxLength), $"read {NameOf(path)}");

    public void Write(string path, ReadOnlySpan<byte> content) => throw new NotSupportedException("No file is written over.");

    public void Create(string path, ReadOnlySpan<byte> content, string permissionsOf)
    {
        byte[] copy = content.ToArray();
        Written[path] = copy;
        Step(
            () => inner.Create(path, copy, permissionsOf),
            $"create {NameOf(path)}",
            torn: () => inner.Create(path, copy.AsSpan(0, copy.Length / 2), permissionsOf));
    }

    public void Append(string path, long length, ReadOnlySpan<byte> content) => throw new NotSupportedException("Nothing is appended.");

    public void Move(string path, string target) => Step(() => inner.Move(path, target), $"rename {NameOf(path)} to {NameOf(target)}");

    public void MoveDirectory(string path, string target)
        => Step(() => inner.MoveDirectory(path, target), $"rename directory {path} to {target}");

    public void Delete(string path) => Step(() => inner.Delete(path), $"delete {NameOf(path)}");

    public void DeleteDirectory(string path) => Step(() => inner.DeleteDirectory(path), $"delete directory {path}");

    public void Flush(string path) => Step(() => inner.Flush(path), "flush");

    public IDisposable? TryLock(string path, bool isTemporary = false)
        => Step(() => inner.TryLock(path, isTemporary), "lock") is { } held ? new Held(this, held) : null;

    public bool IsLocked(string path) => inner.IsLocked(path);

    private static string NameOf(string path) => Path.GetFileName(path);

    private void Step(Action effect, string name, Action? torn = null) => Step(
        () =>
        {
            effect();
            return true;
        },
        name,
        torn);

    private T Step<T>(Func<T> effect, string name, Action? torn = null)
    {
        Log.Add(name);
        if (!_isDead && ++Operations != FailAt && (Operations < FailAt || FailAlsoAt?.Invoke(name) is not true))
            return effect();
        if (!_isDead)
        {
            _isDead = Fault is FaultKind.Killed or FaultKind.KilledAfter or FaultKind.Gone;
            if (Fault is FaultKind.ErrorAfter or FaultKind.KilledAfter)
                effect();
            if (Fault == FaultKind.Killed)
                torn?.Invoke();
        }

        throw Fault is FaultKind.Killed or FaultKind.KilledAfter ? new SimulatedKillException() : new IOException("simulated");
    }

    /// <summary>A lock whose file a dead process leaves behind.</summary>
    private sealed class Held(FaultyDisk disk, IDisposable held) : IDisposable
    {
        public void Dispose()
        {
            if (!disk._isDead)
                held.Dispose();
        }
    }
}
