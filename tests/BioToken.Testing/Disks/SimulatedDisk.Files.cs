using BioToken.Storage;

namespace BioToken.Testing;

/// <content>Files: each write has as many steps as on a real system, so that the power may fail between them.</content>
internal sealed partial class SimulatedDisk
{
    public byte[]? TryRead(string path, int maxLength)
    {
        if (!TryFind(path, out int node) || !State.Files.TryGetValue(node, out FileContent? content))
            return null;
        // A copy: callers that read secrets zero them.
        return content.Now.Length <= maxLength ? [.. content.Now] : throw new ExplainedIOException($"{path} is too long.");
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        int node = OpenOrCreate(path);
        if (State.Files[node].Now.Length > 0)
            Do(State.Write(node, []), "truncation of", path);
        Do(State.Write(node, content.ToArray()), "write to", path);
        Flush(node, path);
    }

    /// <summary>Writes a file without a flush, like another program.</summary>
    public void Copy(string path, ReadOnlySpan<byte> content)
    {
        int node = OpenOrCreate(path);
        Do(State.Write(node, content.ToArray()), "copy to", path);
    }

    public void Create(string path, ReadOnlySpan<byte> content, string permissionsOf)
    {
        Find(NameOf(permissionsOf), permissionsOf);
        if (State.Names.ContainsKey(NameOf(path)))
            throw new IOException($"{path} is there already.");
        Write(path, content);
    }

    public void Append(string path, long length, ReadOnlySpan<byte> content)
    {
        int node = Find(NameOf(path), path);
        byte[] before = State.Files[node].Now;
        byte[] kept = new byte[length];
        before.AsSpan(0, Math.Min(before.Length, kept.Length)).CopyTo(kept);
        if (kept.Length != before.Length)
            Do(State.Write(node, kept), "truncation of", path);
        Do(State.Write(node, [.. kept, .. content]), "write to", path);
        Flush(node, path);
    }

    public IDisposable? TryLock(string path, bool isTemporary = false)
    {
        int node = OpenOrCreate(path);
        return _locked.Add(node) ? new HeldLock(this, node, isTemporary ? path : null) : null;
    }

    public bool IsLocked(string path) => State.Names.TryGetValue(NameOf(path), out int node) && _locked.Contains(node);

    private int OpenOrCreate(string path)
    {
        DiskName name = NameOf(path);
        if (!State.Names.TryGetValue(name, out int node))
            Do(State.AddFile(name, out node), "creation of", path);
        return State.Files.ContainsKey(node) ? node : throw new UnauthorizedAccessException($"{path} is a directory.");
    }

    private void Flush(int node, string path)
    {
        if (FlushesContents)
            Do(State.Flush(node), "flush of", path);
    }

    private sealed class HeldLock(SimulatedDisk disk, int node, string? temporaryPath) : IDisposable
    {
        public void Dispose()
        {
            if (disk._locked.Remove(node) && temporaryPath is not null)
                disk.Delete(temporaryPath);
        }
    }
}
