using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Storage;

namespace BioToken.Cli.Tokens;

/// <summary>Where the journal lies. That nothing can be written there is found before a password, PIN or finger is asked for.</summary>
internal static class JournalPlace
{
    /// <summary>Makes the folder, if need be, and tries whether files can be made in it.</summary>
    /// <param name="directory">The folder; empty for an account that has no place for one.</param>
    /// <exception cref="CliException">Nothing can be written there, or another user owns it.</exception>
    public static void Require(string directory)
    {
        if (directory.Length == 0)
            throw CliException.Of(ExitCode.JournalUnusable, "JournalNowhere");
        string probe = Path.Combine(directory, $".biotoken-{Path.GetRandomFileName()}");
        try
        {
            DurableFile.CreateDirectory(Disk.Instance, directory);
            Disk.Instance.CheckOwner(directory);
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.JournalUnusable, Texts.Format("JournalNotWritable", Printable.Of(directory), DiskProblem.Describe(e)), e);
        }
    }
}
