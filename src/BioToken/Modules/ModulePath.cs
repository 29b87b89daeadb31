using BioToken.Pkcs11.Loading;

namespace BioToken.Modules;

/// <summary>Paths in options, which may be written for another operating system than this one.</summary>
internal static class ModulePath
{
    /// <summary>Compares paths as this system does.</summary>
    public static StringComparer Comparer => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Whether a path is absolute on this system or, by its form, on another: drive or share of Windows, root of Unix.</summary>
    public static bool IsAbsoluteSomewhere(string? path)
        => path is not null && (Path.IsPathFullyQualified(path) || path.StartsWith('/') || IsWindowsPath(path));

    /// <summary>A file without symbolic links; null if there is none, or if the text is no path of this system.</summary>
    public static string? TryResolve(string path)
    {
        try
        {
            return Path.IsPathFullyQualified(path) ? ModuleFile.Resolve(path) : null;
        }
        catch (CryptokiLoadException)
        {
            return null;
        }
    }

    private static bool IsWindowsPath(string path)
        => path.StartsWith(@"\\", StringComparison.Ordinal)
            || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');
}
