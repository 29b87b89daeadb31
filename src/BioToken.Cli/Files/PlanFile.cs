using System.Security.Cryptography;
using System.Text;
using BioToken.Storage;

namespace BioToken.Cli;

/// <summary>Plans that <c>plan --json</c> printed into a file.</summary>
internal static class PlanFile
{
    // Some 200,000 objects.
    private const int MaxLength = 64 * 1024 * 1024;

    public static WritePlan Read(string path)
    {
        try
        {
            WritePlan plan = WritePlan.FromJson(ReadText(path));
            return IsDigest(plan.NewCertificate) && IsDigest(plan.OldCertificate)
                ? plan
                : throw CliException.Of(ExitCode.PlanInvalid, "PlanInvalid", Printable.Of(path), "SHA-256?");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.FileNotFound, Texts.Format("FileNotFound", path), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            throw new CliException(ExitCode.PlanInvalid, Texts.Format("PlanInvalid", Printable.Of(path), Printable.Of(Reason(e))), e);
        }
    }

    private static string Reason(Exception e) => e switch
    {
        FormatException => e.Message,
        ArgumentException => ArgumentText.Of((ArgumentException)e),
        _ => DiskProblem.Describe(e),
    };

    private static bool IsDigest(string? text)
        => text is null || (text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit));

    private static string ReadText(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        // What is no file has no length; it is read as far as a plan may be long.
        byte[] content = new byte[file is { CanSeek: true, Length: > 0 and <= MaxLength } ? file.Length + 1 : MaxLength + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (length > MaxLength)
            throw CliException.Of(ExitCode.FileTooLarge, "PlanTooLarge", Printable.Of(path), MaxLength / 1024 / 1024);
        // Some shells write what is redirected into a file as UTF-16, with a byte order mark.
        UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using StreamReader reader = new(new MemoryStream(content, 0, length), strictUtf8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
