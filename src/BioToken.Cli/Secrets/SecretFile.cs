using System.Security.Cryptography;
using System.Text;
using BioToken.Cli.Errors;
using BioToken.Cli.Resources;
using BioToken.Storage;

namespace BioToken.Cli.Secrets;

/// <summary>Secrets in files and on standard input: UTF-8, with or without a byte order mark, without one line break at the end.</summary>
internal static class SecretFile
{
    private const int MaxLength = 4096;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a file that holds one secret. It may be a pipe.</summary>
    public static Secret Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(file, path, count: 1)[0];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.FileNotFound, Texts.Format("SecretFileNotFound", path), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.FileUnreadable, Texts.Format("SecretFileUnreadable", path, DiskProblem.Describe(e)), e);
        }
    }

    /// <summary>Reads secrets from a stream: all of it for one, a line for each of several.</summary>
    /// <param name="source">The stream, read to its end.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="count">How many secrets it holds.</param>
    public static Secret[] Read(Stream source, string name, int count)
    {
        byte[] buffer = GC.AllocateArray<byte>(MaxLength + 1, pinned: true);
        try
        {
            int length = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > MaxLength)
                throw CliException.Of(ExitCode.FileTooLarge, "SecretFileTooLarge", name, MaxLength);
            ReadOnlySpan<byte> content = buffer.AsSpan(0, length);
            if (content.StartsWith(ByteOrderMark))
                content = content[ByteOrderMark.Length..];
            return Split(content, name, count);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static Secret[] Split(ReadOnlySpan<byte> content, string name, int count)
    {
        Secret[] secrets = new Secret[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                int end = i == count - 1 ? -1 : content.IndexOf((byte)'\n');
                if (end < 0 && i < count - 1)
                    throw CliException.Of(ExitCode.FileMalformed, "SecretLinesMissing", name, count, i + 1);
                secrets[i] = Decode(WithoutLineBreak(end < 0 ? content : content[..(end + 1)]), name);
                content = end < 0 ? [] : content[(end + 1)..];
            }

            return secrets;
        }
        catch
        {
            foreach (Secret? secret in secrets)
                secret?.Dispose();
            throw;
        }
    }

    private static Secret Decode(ReadOnlySpan<byte> utf8, string name)
    {
        try
        {
            return Secret.FromUtf8(utf8);
        }
        catch (DecoderFallbackException e)
        {
            // The decoder's exception contains the bytes and is not passed on.
            throw new CliException(ExitCode.FileMalformed, Texts.Format("SecretNotUtf8", name, e.Index));
        }
        catch (ArgumentException)
        {
            throw CliException.Of(ExitCode.FileTooLarge, "SecretFileTooLarge", name, Secret.MaxLength);
        }
    }

    private static ReadOnlySpan<byte> WithoutLineBreak(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8))
            line = line[..^1];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
