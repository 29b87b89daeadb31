namespace BioToken.Cli;

/// <summary>Files to write.</summary>
internal static class OutputFile
{
    /// <summary>Refuses what cannot be written, before a person is asked for a PIN or finger.</summary>
    public static void CheckPossible(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        if (Directory.Exists(path) || !Directory.Exists(folder))
            throw CliException.Of(ExitCode.FileNotWritten, "OutputImpossible", path);
    }

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            File.WriteAllBytes(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.FileNotWritten, Texts.Format("OutputFailed", path, e.Message), e);
        }
    }
}
