using BioToken.Npki;

namespace BioToken.Simulator;

/// <summary>
/// Tokens in a directory that several processes share: one sub-directory per token, named by its serial number. Names that begin with
/// a point are tokens in the making or being deleted, and no tokens.
/// </summary>
internal sealed class DirectoryStore(IDisk disk, string directory) : ISimulatorStore
{
    public bool IsShared => true;

    public IReadOnlyCollection<string> List()
    {
        if (!disk.DirectoryExists(directory))
            return [];
        return [.. disk.ListDirectories(directory).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.')];
    }

    public ITokenStore Open(string serial) => new DirectoryTokenStore(disk, Path.Combine(directory, serial));

    public ITokenStore Create(TokenState state)
    {
        string making = Path.Combine(directory, ".new-" + state.Serial);
        disk.CreateDirectory(making);
        new DirectoryTokenStore(disk, making).WriteState(state);
        disk.MoveDirectory(making, Path.Combine(directory, state.Serial));
        disk.FlushDirectory(directory);
        return Open(state.Serial);
    }

    public void Delete(string serial)
    {
        string deleting = Path.Combine(directory, ".deleted-" + serial);
        disk.MoveDirectory(Path.Combine(directory, serial), deleting);
        disk.FlushDirectory(directory);
        disk.DeleteDirectory(deleting);
    }

    public IDisposable Lock()
    {
        DurableFile.CreateDirectory(disk, directory);
        return FileLock.Take(disk, Path.Combine(directory, ".lock"));
    }
}
