using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;
using BioToken.Storage;

namespace BioToken.Cli.Files;

/// <summary>The destination of a file, after the check that no file is lost.</summary>
/// <param name="Path">The full path; links are followed. <c>-</c> for standard output.</param>
/// <param name="Exists">Whether there is a file, which a person has allowed to overwrite.</param>
internal sealed record OutputTarget(string Path, bool Exists)
{
    private const string StandardOutput = "-";

    public bool IsStandardOutput => Path == StandardOutput;

    /// <summary>Whether it is written in place: a rename would replace the device.</summary>
    public bool IsDevice => FileStatus.Read(Path) is { IsSpecial: true };

    /// <summary>Checks a path, and asks a person before overwriting a file.</summary>
    /// <param name="terminal">The person.</param>
    /// <param name="path">The path as typed.</param>
    /// <param name="input">The file that is read, which is never overwritten; <c>-</c> for standard input.</param>
    /// <param name="overwrites">Whether the person has allowed it already.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<OutputTarget> ChooseAsync(
        ITerminal terminal, string path, string input, bool overwrites, CancellationToken cancellationToken)
    {
        if (path == StandardOutput)
            return new OutputTarget(path, Exists: false);
        OutputTarget target = Find(path);
        if (target.IsDevice || !target.Exists)
            return target;
        if (input != "-" && FileIdentity.AreSame(input, target.Path))
            throw CliException.Usage("OutputIsInput", Printable.Of(path));
        if (overwrites)
            return target;
        if (!terminal.IsInteractive)
            throw CliException.Of(ExitCode.FileExists, "OutputExists", Printable.Of(path));
        await Question.ConfirmAsync(terminal, Texts.Format("AskOverwrite", Printable.Of(path)), cancellationToken);
        return target;
    }

    private static OutputTarget Find(string path)
    {
        try
        {
            string full = System.IO.Path.GetFullPath(path);
            string target = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
            // A dangling link counts as a file: it was made for one.
            bool exists = System.IO.Path.Exists(target) || target != full;
            string folder = System.IO.Path.GetDirectoryName(target) ?? "";
            if (path.Length > 0 && !Directory.Exists(target) && Directory.Exists(folder) && System.IO.Path.GetFileName(target).Length > 0)
                return new OutputTarget(target, exists);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(ExitCode.FileNotWritten, Texts.Format("OutputFailed", Printable.Of(path), DiskProblem.Describe(e)), e);
        }

        throw CliException.Of(ExitCode.FileNotWritten, "OutputImpossible", Printable.Of(path));
    }
}
