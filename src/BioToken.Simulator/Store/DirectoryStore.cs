using BioToken.Npki;

namespace BioToken.Simulator;

/// <summary>
/// Tokens in a directory that several processes share: one sub-directory per token, named by its serial number. Names that begin with
/// a point are tokens in the making or being deleted, and no tokens.
/// </summary>
internal sealed class DirectoryStore(string directory) : ISimulatorStore
{
    public bool IsShared => true;

    public IReadOnlyCollection<string> List()
    {
        if (!Directory.Exists(directory))
            return [];
        return [.. Directory.EnumerateDirectories(directory).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.')];
    }

    public ITokenStore Open(string serial) => new DirectoryTokenStore(Path.Combine(directory, serial));

    public ITokenStore Create(TokenState state)
    {
        string making = Path.Combine(directory, ".new-" + state.Serial);
        StoreFile.CreateDirectory(making);
        new DirectoryTokenStore(making).WriteState(state);
        Directory.Move(making, Path.Combine(directory, state.Serial));
        DirectorySync.Flush(directory);
        return Open(state.Serial);
    }

    public void Delete(string serial)
    {
        string deleting = Path.Combine(directory, ".deleted-" + serial);
        Directory.Move(Path.Combine(directory, serial), deleting);
        DirectorySync.Flush(directory);
        Directory.Delete(deleting, recursive: true);
    }

    public IDisposable Lock()
    {
        StoreFile.CreateDirectory(directory);
        return FileLock.Take(Path.Combine(directory, ".lock"));
    }
}
