using System.Security.Cryptography;
using System.Text;
using BioToken.Simulator.State;
using BioToken.Storage;

namespace BioToken.Simulator.Store;

/// <summary>
/// Tokens in a directory that several processes share: one sub-directory per token, named by its serial number. Names that begin with
/// a dot are tokens being created or deleted, and do not count as tokens.
/// </summary>
internal sealed class DirectoryStore(IDisk disk, string directory) : ISimulatorStore
{
    private const int UsualSerialLength = 40;

    public string Name => directory;

    public bool IsShared => true;

    public IReadOnlyCollection<string> List()
    {
        if (!disk.DirectoryExists(directory))
            return [];
        return [.. disk.ListDirectories(directory).Where(IsVisible).Select(path => Path.GetFileName(path)!)];
    }

    /// <summary>Whether a directory of this computer has tokens.</summary>
    public static bool HasTokens(string directory)
        => Directory.Exists(directory) && Directory.EnumerateDirectories(directory).Any(DirectoryTokenStore.IsAt);

    /// <summary>Whether a directory of this computer has tokens or nothing, or is not there yet.</summary>
    public static bool IsForTokens(string directory)
        => !File.Exists(directory)
            && (!Directory.Exists(directory) || HasTokens(directory) || !Directory.EnumerateFileSystemEntries(directory).Any(IsVisible));

    private static bool IsVisible(string path) => Path.GetFileName(path)[0] != '.';

    public ITokenStore Open(string serial) => new DirectoryTokenStore(disk, Path.Combine(directory, serial));

    public ITokenStore Create(TokenState state)
    {
        string making = Path.Combine(directory, ".new-" + NameFor(state.Serial));
        disk.CreateDirectory(making);
        new DirectoryTokenStore(disk, making).WriteState(state);
        disk.MoveDirectory(making, Path.Combine(directory, state.Serial));
        disk.Flush(directory);
        return Open(state.Serial);
    }

    public void Delete(string serial)
    {
        string deleting = Path.Combine(directory, ".deleted-" + NameFor(serial));
        disk.MoveDirectory(Path.Combine(directory, serial), deleting);
        disk.Flush(directory);
        disk.DeleteDirectory(deleting);
    }

    /// <summary>A serial number with a prefix: one that would be too long is replaced by its hash.</summary>
    private static string NameFor(string serial)
        => serial.Length <= UsualSerialLength ? serial : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(serial)));

    public IDisposable Lock()
    {
        DurableFile.CreateDirectory(disk, directory);
        return FileLock.Take(disk, Path.Combine(directory, ".lock"));
    }
}
