namespace BioToken.Npki;

/// <summary>The files of an NPKI folder, found whatever the case of their names.</summary>
internal sealed class NpkiFolderFiles
{
    public const string SignCertificateName = "signCert.der";
    public const string SignKeyName = "signPri.key";
    public const string KeyManagementCertificateName = "kmCert.der";
    public const string KeyManagementKeyName = "kmPri.key";

    private static readonly string[] Names = [SignCertificateName, SignKeyName, KeyManagementCertificateName, KeyManagementKeyName];

    private NpkiFolderFiles(string folder, string?[] found)
    {
        SignCertificate = Path.Combine(folder, found[0]!);
        SignKey = Path.Combine(folder, found[1]!);
        if (found[2] is not null)
        {
            KeyManagementCertificate = Path.Combine(folder, found[2]!);
            KeyManagementKey = Path.Combine(folder, found[3]!);
        }
    }

    public string SignCertificate { get; }

    public string SignKey { get; }

    /// <summary>Null if the folder has no key-management pair.</summary>
    public string? KeyManagementCertificate { get; }

    /// <summary>Null if the folder has no key-management pair.</summary>
    public string? KeyManagementKey { get; }

    /// <summary>Tells whether a file belongs to an NPKI folder by its name.</summary>
    public static bool IsNpkiFile(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists a folder.</summary>
    /// <exception cref="NpkiException">The folder is not there or cannot be read, lacks a file, or has one twice.</exception>
    public static NpkiFolderFiles Find(string folder)
    {
        string?[] found = new string?[Names.Length];
        foreach (string name in ListFiles(folder))
        {
            int index = Array.FindIndex(Names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                continue;
            if (found[index] is { } other)
                throw NpkiException.FolderAmbiguous(folder, other, name);
            found[index] = name;
        }

        // Half a key-management pair is a damaged copy: using the rest would lose the pair without a word.
        bool hasKeyManagement = found[2] is not null || found[3] is not null;
        List<string> missing = [.. Names.Where((_, i) => found[i] is null && (i < 2 || hasKeyManagement))];
        return missing.Count == 0 ? new(folder, found) : throw NpkiException.FolderIncomplete(folder, missing);
    }

    private static IEnumerable<string> ListFiles(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(IsNpkiFile)];
        }
        catch (DirectoryNotFoundException)
        {
            throw NpkiException.FolderNotFound(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(folder) ? NpkiException.FolderNotFound(folder) : NpkiException.ReadFailed(folder, e);
        }
    }
}
