using BioToken.Npki.Errors;

namespace BioToken.Npki.Identities;

/// <summary>The files of an NPKI folder, found whatever the case of their names.</summary>
internal sealed class NpkiFolderFiles
{
    public const string SignCertificateName = "signCert.der";
    public const string SignKeyName = "signPri.key";
    public const string KeyManagementCertificateName = "kmCert.der";
    public const string KeyManagementKeyName = "kmPri.key";

    private static readonly string[] Names = [SignCertificateName, SignKeyName, KeyManagementCertificateName, KeyManagementKeyName];

    // Names used by some programs; the name above precedes if both exist.
    private static readonly string[][] Spellings =
    [
        [SignCertificateName, "signCert.cer", "signCert.crt"],
        [SignKeyName],
        [KeyManagementCertificateName, "kmCert.cer", "kmCert.crt"],
        [KeyManagementKeyName],
    ];

    private NpkiFolderFiles(string signCertificate, string signKey, string? keyManagementCertificate, string? keyManagementKey)
    {
        SignCertificate = signCertificate;
        SignKey = signKey;
        KeyManagementCertificate = keyManagementCertificate;
        KeyManagementKey = keyManagementKey;
    }

    public string SignCertificate { get; }

    public string SignKey { get; }

    /// <summary>Null if the folder has no key-management pair.</summary>
    public string? KeyManagementCertificate { get; }

    /// <summary>Null if the folder has no key-management pair.</summary>
    public string? KeyManagementKey { get; }

    /// <summary>Returns whether a file belongs to an NPKI folder by its name.</summary>
    public static bool IsNpkiFile(string name) => Array.Exists(Spellings, names => RankOf(names, name) >= 0);

    /// <summary>Lists a folder.</summary>
    /// <exception cref="NpkiException">The folder is not there or cannot be read, lacks a file, or has one twice.</exception>
    public static NpkiFolderFiles Find(string folder)
    {
        string?[] found = new string?[Names.Length];
        foreach (string name in ListFiles(folder))
        {
            int index = Array.FindIndex(Spellings, names => RankOf(names, name) >= 0);
            if (index < 0)
                continue;
            int known = found[index] is { } other ? RankOf(Spellings[index], other) : int.MaxValue;
            int rank = RankOf(Spellings[index], name);
            if (rank == known)
                throw NpkiException.FolderAmbiguous(folder, found[index]!, name);
            if (rank < known)
                found[index] = name;
        }

        if (Array.TrueForAll(found, name => name is null) && FindForeign(folder) is { } foreign)
            throw foreign;

        // Half a key-management pair is a damaged copy: using the rest would silently lose the pair.
        bool hasKeyManagement = found[2] is not null || found[3] is not null;
        List<string> missing = [.. Names.Where((_, i) => found[i] is null && (i < 2 || hasKeyManagement))];
        if (missing.Count > 0)
            throw NpkiException.FolderIncomplete(folder, missing);
        string?[] paths = Array.ConvertAll(found, name => name is null ? null : Path.Combine(folder, name));
        return new(paths[0]!, paths[1]!, paths[2], paths[3]);
    }

    /// <summary>The same files, each pair in the place of the other, for a folder that has both.</summary>
    public NpkiFolderFiles Swap() => new(KeyManagementCertificate!, KeyManagementKey!, SignCertificate, SignKey);

    private static int RankOf(string[] spellings, string name)
        => Array.FindIndex(spellings, spelling => string.Equals(spelling, name, StringComparison.OrdinalIgnoreCase));

    private static NpkiException? FindForeign(string folder)
    {
        string[] files = [.. ListFiles(folder).Select(name => Path.Combine(folder, name))];
        return Array.Find(files, ForeignFiles.IsNamedPkcs12) is { } pkcs12
            ? NpkiException.IsPkcs12(pkcs12)
            : ForeignFiles.DescribeGovernment(folder, files);
    }

    private static IEnumerable<string> ListFiles(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
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
