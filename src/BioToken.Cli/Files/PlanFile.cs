using System.Globalization;
using System.Text;
using System.Text.Json;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Storage;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Files;

/// <summary>Plans that <c>plan --json</c> printed into a file.</summary>
internal static class PlanFile
{
    // Some 200,000 objects.
    private const int MaxLength = 64 * 1024 * 1024;

    public static WritePlan Read(string path)
    {
        try
        {
            return WritePlan.FromJson(ReadText(path));
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
        // The library's message would repeat the command's.
        FormatException => Texts.Format("PlanNotOne", PlaceOf(e.InnerException)),
        // Bytes that are not text, which .NET reports in English only.
        ArgumentException => Texts.Format("PlanNotOne", ""),
        _ => DiskProblem.Describe(e),
    };

    private static string PlaceOf(Exception? cause) => cause is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
        ? string.Create(CultureInfo.InvariantCulture, $" ({line + 1}:{position})")
        : "";

    private static string ReadText(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        // A pipe has no length; it is read up to the longest plan.
        byte[] content = new byte[file is { CanSeek: true, Length: > 0 and <= MaxLength } ? file.Length + 1 : MaxLength + 1];
        int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (length > MaxLength)
            throw CliException.Of(ExitCode.FileTooLarge, "PlanTooLarge", Printable.Of(path), MaxLength / 1024 / 1024);
        // Some shells redirect output as UTF-16 with a byte order mark.
        UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using StreamReader reader = new(new MemoryStream(content, 0, length), strictUtf8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
