using BioToken.Cli.Output.Documents.Folders;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys.Files;

namespace BioToken.Cli.Commands.Npki;

/// <summary>The key files of a certificate folder.</summary>
internal static class KeyFiles
{
    /// <summary>How the signing key is encrypted.</summary>
    public static EncryptionDetails ReadSigning(NpkiFolder folder) => EncryptionDetails.Of(PrivateKeyFile.Read(folder.PrivateKeyPath));

    /// <summary>How the key-management key is encrypted; null if there is none.</summary>
    public static EncryptionDetails? ReadKeyManagement(NpkiFolder folder)
        => folder.KeyManagementKeyPath is { } path ? EncryptionDetails.Of(PrivateKeyFile.Read(path)) : null;
}
