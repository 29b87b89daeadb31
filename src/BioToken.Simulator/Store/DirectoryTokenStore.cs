using System.Security.Cryptography;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.State;
using BioToken.Storage;

namespace BioToken.Simulator.Store;

/// <summary>
/// One token's directory: the file <c>state</c>, one <c>*.obj</c> file per object, the lock file, and a second lock file for the finger
/// sensor. A new file is written aside, flushed and renamed into place, so that an interruption at any instant leaves the old or the new.
/// The content of an object's file never changes: its next version is another file, which is valid as soon as it exists.
/// </summary>
internal sealed class DirectoryTokenStore(IDisk disk, string directory) : ITokenStore
{
    // A token's memory bounds its objects; a larger file was not made here.
    private const int MaxLength = 4 * 1024 * 1024;

    private const string StateFile = "state";

    private readonly string _statePath = Path.Combine(directory, StateFile);

    /// <summary>Whether a directory of this computer is a token's.</summary>
    public static bool IsAt(string directory) => File.Exists(Path.Combine(directory, StateFile));

    public TokenState? ReadState(TokenState? known)
    {
        byte[]? file = disk.TryRead(_statePath, MaxLength);
        if (file is null)
            return null;
        if (known is not null && StoreEnvelope.PeekGeneration(file) == known.Generation)
            return known;
        ReadOnlySpan<byte> payload = StoreEnvelope.Open(file, StoreEnvelope.State, _statePath, out long generation);
        return TokenState.Decode(payload, _statePath) with { Generation = generation };
    }

    public void WriteState(TokenState state)
        => DurableFile.Replace(
            disk, _statePath, _statePath + ".tmp", StoreEnvelope.Seal(StoreEnvelope.State, state.Generation, state.Encode()));

    public TokenObject[] ReadObjects(TokenObject[] known, long erased)
    {
        ObjectFile[] files = ListObjects(erased);
        while (!files.AsSpan().SequenceEqual([.. known.Select(FileOf)]))
        {
            List<TokenObject> objects = new(files.Length);
            foreach (ObjectFile file in files)
            {
                if ((Array.Find(known, o => FileOf(o) == file) ?? ReadObject(file)) is { } found)
                    objects.Add(found);
            }

            // Read again: while another process changes an object, one read may miss both versions.
            known = [.. objects];
            files = ListObjects(erased);
        }

        return known;
    }

    public void WriteObject(TokenObject created)
    {
        byte[] payload = created.Attributes.Encode();
        byte[] file = StoreEnvelope.Seal(StoreEnvelope.Object, generation: 0, payload);
        try
        {
            // Writers hold the lock, so one temporary name is enough, and an interruption leaves at most one file.
            DurableFile.Replace(disk, PathOf(FileOf(created)), Path.Combine(directory, "object.tmp"), file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(payload);
            CryptographicOperations.ZeroMemory(file);
        }
    }

    public void ReplaceObject(TokenObject changed)
    {
        WriteObject(changed);
        foreach (ObjectFile old in VersionsOf(changed.Name).Where(file => file.Version < changed.Version))
            DurableFile.Delete(disk, PathOf(old));
    }

    public void DeleteObject(TokenObject destroyed)
    {
        // The last version is deleted last: an earlier one left by an interruption must not become valid again.
        foreach (ObjectFile version in VersionsOf(destroyed.Name))
            DurableFile.Delete(disk, PathOf(version));
    }

    public void DeleteErased(long erased)
    {
        foreach (ObjectFile file in ListFiles().Where(file => TokenObject.NumberOf(file.Name) <= erased))
            DurableFile.Delete(disk, PathOf(file));
    }

    public IDisposable Lock() => FileLock.Take(disk, Path.Combine(directory, "lock"));

    public IDisposable? TryAcquireSensor() => disk.TryLock(Path.Combine(directory, "sensor"));

    public bool IsSensorInUse() => disk.IsLocked(Path.Combine(directory, "sensor"));

    /// <summary>The last version of each object.</summary>
    private ObjectFile[] ListObjects(long erased)
    {
        ObjectFile[] files = ListFiles();
        return
        [
            .. files.Where(
                (file, i) => TokenObject.NumberOf(file.Name) > erased && (i + 1 == files.Length || files[i + 1].Name != file.Name)),
        ];
    }

    private IEnumerable<ObjectFile> VersionsOf(string name) => ListFiles().Where(file => file.Name == name);

    private ObjectFile[] ListFiles()
    {
        ObjectFile[] files =
        [
            .. disk.ListFiles(directory).Where(path => path.EndsWith(ObjectFile.Suffix, StringComparison.Ordinal)).Select(ObjectFile.Parse),
        ];
        Array.Sort(files, static (left, right) => string.CompareOrdinal(left.Name, right.Name) is var order and not 0
            ? order
            : left.Version.CompareTo(right.Version));
        return files;
    }

    private TokenObject? ReadObject(ObjectFile name)
    {
        string path = PathOf(name);
        byte[]? file = disk.TryRead(path, MaxLength);
        // Another process may destroy or change an object between the listing and here.
        if (file is null)
            return null;
        try
        {
            ReadOnlySpan<byte> payload = StoreEnvelope.Open(file, StoreEnvelope.Object, path, out _);
            AttributeSet attributes = AttributeSet.Decode(payload, path);
            return ObjectRules.Allow(attributes)
                ? new TokenObject(name.Name, attributes, name.Version)
                : throw SimulatorStoreException.Damaged(path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private static ObjectFile FileOf(TokenObject known) => new(known.Name, known.Version);

    private string PathOf(ObjectFile file) => Path.Combine(directory, file.FileName);
}
