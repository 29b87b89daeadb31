namespace BioToken.Npki;

/// <summary>Reads files that should be small, whatever they claim to be.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.NotFound"/>, <see cref="NpkiFailure.ReadFailed"/>, or <see cref="NpkiFailure.TooLarge"/>, with the path.
    /// </exception>
    public static byte[] Read(string path, int maxLength)
    {
        try
        {
            // One byte more than allowed, so that too much is seen without trusting the length, which a device or a growing file belies.
            byte[] buffer = new byte[maxLength + 1];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= maxLength ? buffer[..length] : throw NpkiException.TooLarge(maxLength).At(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NpkiException.NotFound(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.ReadFailed(path, e);
        }
    }
}
