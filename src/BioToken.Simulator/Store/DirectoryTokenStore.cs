using System.Security.Cryptography;

namespace BioToken.Simulator;

/// <summary>
/// One token's directory: the file <c>state</c>, one <c>*.obj</c> file per object whose content never changes, the lock file, and a second
/// lock file for the finger sensor. A new file is written aside, flushed and renamed into place, so that a stop at any instant leaves the
/// old or the new.
/// </summary>
internal sealed class DirectoryTokenStore(string directory) : ITokenStore
{
    private const string ObjectSuffix = ".obj";

    private readonly string _statePath = Path.Combine(directory, "state");

    public TokenState? ReadState(TokenState? known)
    {
        byte[]? file = StoreFile.TryRead(_statePath);
        if (file is null)
            return null;
        if (known is not null && StoreEnvelope.PeekGeneration(file) == known.Generation)
            return known;
        ReadOnlySpan<byte> payload = StoreEnvelope.Open(file, StoreEnvelope.State, _statePath, out long generation);
        return TokenState.Decode(payload, _statePath) with { Generation = generation };
    }

    public void WriteState(TokenState state)
        => StoreFile.Write(_statePath, _statePath + ".tmp", StoreEnvelope.Seal(StoreEnvelope.State, state.Generation, state.Encode()));

    public TokenObject[] ReadObjects(TokenObject[] known)
    {
        string[] names = ListObjects();
        if (names.AsSpan().SequenceEqual([.. known.Select(o => o.Name)]))
            return known;
        List<TokenObject> objects = new(names.Length);
        foreach (string name in names)
        {
            if ((Array.Find(known, o => o.Name == name) ?? ReadObject(name)) is { } found)
                objects.Add(found);
        }

        return [.. objects];
    }

    public void WriteObject(TokenObject created)
    {
        byte[] payload = created.Attributes.Encode();
        byte[] file = StoreEnvelope.Seal(StoreEnvelope.Object, generation: 0, payload);
        try
        {
            // Writers hold the lock, so one name for the file in the making is enough, and a stop leaves at most one behind.
            StoreFile.Write(PathOf(created.Name), Path.Combine(directory, "object.tmp"), file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(payload);
            CryptographicOperations.ZeroMemory(file);
        }
    }

    public void DeleteObject(TokenObject destroyed) => StoreFile.Delete(PathOf(destroyed.Name));

    public IDisposable Lock() => FileLock.Take(Path.Combine(directory, "lock"));

    public IDisposable? TryTakeSensor() => FileLock.TryTake(Path.Combine(directory, "sensor"));

    public bool IsSensorTaken()
    {
        using IDisposable? turn = TryTakeSensor();
        return turn is null;
    }

    private string[] ListObjects()
    {
        try
        {
            IEnumerable<string> paths = Directory.EnumerateFiles(directory, "*" + ObjectSuffix);
            string[] names = [.. paths.Select(path => Path.GetFileNameWithoutExtension(path)!)];
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private TokenObject? ReadObject(string name)
    {
        string path = PathOf(name);
        byte[]? file = StoreFile.TryRead(path);
        // Another process may destroy an object between the listing and here.
        if (file is null)
            return null;
        try
        {
            ReadOnlySpan<byte> payload = StoreEnvelope.Open(file, StoreEnvelope.Object, path, out _);
            return new TokenObject(name, AttributeSet.Decode(payload, path));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    private string PathOf(string name) => Path.Combine(directory, name + ObjectSuffix);
}
