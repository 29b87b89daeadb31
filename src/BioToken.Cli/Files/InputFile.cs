using BioToken.Cli.Errors;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;
using BioToken.Storage;

namespace BioToken.Cli.Files;

/// <summary>Files to sign.</summary>
internal static class InputFile
{
    private const int MaxLength = 512 * 1024 * 1024;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    public static async Task<byte[]> ReadAsync(ITerminal terminal, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream source = path == "-"
                ? terminal.Input
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            return await ReadToEndAsync(source, path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.FileNotFound, Texts.Format("FileNotFound", path), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.FileUnreadable, Texts.Format("FileUnreadable", path, DiskProblem.Describe(e)), e);
        }
    }

    private static async Task<byte[]> ReadToEndAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        byte[] buffer = new byte[64 * 1024];
        while (await source.ReadAsync(buffer, cancellationToken) is int count and > 0)
        {
            if (content.Length + count > MaxLength)
                throw CliException.Of(ExitCode.FileTooLarge, "FileTooLarge", path, MaxLength / 1024 / 1024);
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}
