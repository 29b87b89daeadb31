using System.Diagnostics;
using System.Security.Cryptography;

namespace BioToken.Pkcs11.Loading;

/// <summary>A module's file on the disk, for reports and for checks before any of its code runs.</summary>
public sealed class ModuleFile
{
    private ModuleFile(string path, string resolvedPath, ModuleHeader header, byte[] sha1, byte[] sha256, long length)
    {
        Path = path;
        ResolvedPath = resolvedPath;
        Format = header.Format;
        Machine = header.Machine;
        Sha1 = sha1;
        Sha256 = sha256;
        Length = length;
        Version = FileVersionInfo.GetVersionInfo(resolvedPath).FileVersion;
    }

    /// <summary>The path as specified.</summary>
    public string Path { get; }

    /// <summary>The path without symbolic links.</summary>
    public string ResolvedPath { get; }

    /// <summary>The kind of library.</summary>
    public ModuleFormat Format { get; }

    /// <summary>The processor that it is made for.</summary>
    public ModuleMachine Machine { get; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; }

    /// <summary>The file's version as Windows shows it; null if it has none, and for native libraries on other systems.</summary>
    public string? Version { get; }

    /// <summary>SHA-1 of the file: not for security, but lists of drivers are kept by it.</summary>
    public ReadOnlyMemory<byte> Sha1 { get; }

    /// <summary>SHA-256 of the file.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; }

    /// <summary>Reads a library's header and hashes the file. Nothing of it is loaded or run.</summary>
    /// <param name="absolutePath">The file. Symbolic links are followed.</param>
    /// <exception cref="CryptokiLoadException">The path is not absolute, or there is no readable library.</exception>
    public static ModuleFile Inspect(string absolutePath) => Find(
        absolutePath,
        resolved => Read(absolutePath, resolved) ?? throw new CryptokiLoadException(CryptokiLoadFailure.NotALibrary, absolutePath));

    /// <summary>The path of a file without symbolic links, of folders neither: the name by which one file is known.</summary>
    /// <param name="absolutePath">The file.</param>
    /// <exception cref="CryptokiLoadException">The path is not absolute, or there is no such file.</exception>
    public static string Resolve(string absolutePath) => Find(absolutePath, static resolved => resolved);

    private static T Find<T>(string absolutePath, Func<string, T> use)
    {
        ArgumentException.ThrowIfNullOrEmpty(absolutePath);
        if (!System.IO.Path.IsPathFullyQualified(absolutePath))
            throw new CryptokiLoadException(CryptokiLoadFailure.PathNotAbsolute, absolutePath);
        if (!File.Exists(absolutePath))
            throw new CryptokiLoadException(CryptokiLoadFailure.NotFound, absolutePath);
        try
        {
            return use(LinkResolver.Resolve(absolutePath));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CryptokiLoadException(CryptokiLoadFailure.NotReadable, absolutePath, innerException: failure);
        }
    }

    private static ModuleFile? Read(string path, string resolvedPath)
    {
        // A pipe has length 0; opening one would block until another process writes.
        if (new FileInfo(resolvedPath).Length == 0)
            return null;
        using FileStream file = File.OpenRead(resolvedPath);
        Span<byte> start = stackalloc byte[ModuleHeader.Length];
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (ModuleHeader.Parse(start[..length]) is not { } header)
            return null;
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> block = start[..length];
        byte[] buffer = new byte[64 * 1024];
        while (block.Length > 0)
        {
            sha1.AppendData(block);
            sha256.AppendData(block);
            block = buffer.AsSpan(0, file.Read(buffer));
        }

        return new(path, resolvedPath, header, sha1.GetHashAndReset(), sha256.GetHashAndReset(), file.Length);
    }
}
