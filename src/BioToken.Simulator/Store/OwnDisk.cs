using BioToken.Simulator.Errors;
using BioToken.Storage;

namespace BioToken.Simulator.Store;

/// <summary>
/// The computer's disk for a simulator: a directory of another user is rejected, since its owner could change its files, and no symbolic
/// link in a directory is followed, since it could lead to a file that is worth more than a token.
/// </summary>
/// <param name="root">The simulator's directory, which may be a link itself.</param>
internal sealed class OwnDisk(string root) : Disk
{
    public override bool DirectoryExists(string path)
    {
        if (base.DirectoryExists(path))
            return true;
        try
        {
            // A missing directory has no tokens; a file in its place, or an inaccessible one, is an error.
            if (path == root && !File.GetAttributes(path).HasFlag(FileAttributes.Directory))
                throw SimulatorStoreException.NoDirectory(path);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public override IReadOnlyList<string> ListFiles(string directory) => base.ListFiles(Trusted(directory));

    public override IReadOnlyList<string> ListDirectories(string directory) => base.ListDirectories(Trusted(directory));

    protected override void CheckFile(string path)
    {
        Trusted(Path.GetDirectoryName(path)!);
        NoLink(path);
    }

    private string Trusted(string directory)
    {
        if (!FolderOwner.IsOwn(directory))
            throw SimulatorStoreException.Foreign(directory);
        return directory == root ? directory : NoLink(directory);
    }

    private static string NoLink(string path)
        => new FileInfo(path).LinkTarget is not null ? throw SimulatorStoreException.Link(path) : path;
}
