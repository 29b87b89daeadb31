using BioToken.Npki;

namespace BioToken.Cli;

/// <summary>The key files of a certificate folder, whose names differ by case between programs.</summary>
internal static class KeyFiles
{
    /// <summary>How the signing key is encrypted.</summary>
    public static EncryptionDetails ReadSigning(NpkiFolder folder) => Read(folder, "signPri.key");

    /// <summary>How the key-management key is encrypted; null if there is none.</summary>
    public static EncryptionDetails? ReadKeyManagement(NpkiFolder folder)
        => folder.KeyManagementCertificate is null ? null : Read(folder, "kmPri.key");

    private static EncryptionDetails Read(NpkiFolder folder, string name)
    {
        string path = Directory.EnumerateFiles(folder.Path)
            .FirstOrDefault(path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase))
            ?? Path.Combine(folder.Path, name);
        return EncryptionDetails.Of(PrivateKeyFile.Read(path));
    }
}
