namespace BioToken.Storage;

/// <summary>Tells that a file cannot be opened because another has it open, from all else that an <see cref="IOException"/> may be.</summary>
internal static class SharingViolation
{
    // ERROR_SHARING_VIOLATION of Windows, and the errno EWOULDBLOCK of Linux and of the BSDs with macOS.
    private const int Windows = unchecked((int)0x80070020);
    private const int Linux = 11;
    private const int Bsd = 35;

    public static bool Is(IOException e) => Is(e.HResult);

    /// <param name="error">The error of the system.</param>
    public static bool Is(int error) => error is Windows or Linux or Bsd;
}
