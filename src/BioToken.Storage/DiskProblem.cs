using System.Globalization;
using BioToken.Storage.Resources;

namespace BioToken.Storage;

/// <summary>Describes the system's errors in the user's language: .NET's texts are in English only and use technical terms.</summary>
internal static class DiskProblem
{
    private const int WindowsError = unchecked((int)0x80070000);

    // Numbers of errno.h of Linux and macOS, and of winerror.h.
    private static readonly int[] Full = [27, 28, 69, 122, WindowsError | 39, WindowsError | 112];
    private static readonly int[] ReadOnly = [30, WindowsError | 19];
    private static readonly int[] InUse = [11, 35, 26, WindowsError | 32, WindowsError | 33];
    private static readonly int[] NoFile = [2, 20, WindowsError | 2, WindowsError | 3];
    private static readonly int[] NotPermitted = [1, 13, WindowsError | 5];
    private static readonly int[] Gone = [5, 6, 19, WindowsError | 21, WindowsError | 1117];

    /// <summary>Whether an exception of a disk call is an error of the system.</summary>
    // EFBIG, a file that is larger than the disk or the user may have, is an ArgumentOutOfRangeException in .NET.
    public static bool IsOne(Exception problem) => problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>One sentence.</summary>
    public static string Describe(Exception problem) => problem switch
    {
        AggregateException several => string.Join(' ', several.InnerExceptions.Select(Describe).Distinct(StringComparer.Ordinal)),
        IExplained => problem.Message,
        UnauthorizedAccessException => Messages.Get("DiskNotPermitted"),
        FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException => Messages.Get("DiskNoFile"),
        ArgumentOutOfRangeException => Messages.Get("DiskFull"),
        PathTooLongException => Messages.Get("DiskNameTooLong"),
        EndOfStreamException => Messages.Get("DiskTooShort"),
        IOException { HResult: var code } => Messages.Format(NameOf(code), Number(code)),
        _ => Messages.Format("DiskOther", problem.GetType().Name),
    };

    private static string NameOf(int code) => code switch
    {
        _ when Full.Contains(code) => "DiskFull",
        _ when ReadOnly.Contains(code) => "DiskReadOnly",
        _ when InUse.Contains(code) => "DiskInUse",
        _ when NoFile.Contains(code) => "DiskNoFile",
        _ when NotPermitted.Contains(code) => "DiskNotPermitted",
        _ when Gone.Contains(code) => "DiskGone",
        _ => "DiskOther",
    };

    private static string Number(int code)
        => code > 0 ? code.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"0x{code:X8}");
}
