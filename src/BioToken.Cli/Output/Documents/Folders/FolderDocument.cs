using BioToken.Cli.Output.Documents.Certificates;

namespace BioToken.Cli.Output.Documents.Folders;

/// <summary>A certificate folder.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Certificate">The certificate for signing.</param>
/// <param name="KeyManagement">The certificate for key management; null if there is none.</param>
/// <param name="Encryption">How the signing key is encrypted.</param>
/// <param name="KeyManagementEncryption">How the key-management key is encrypted; null if there is none.</param>
/// <param name="Key">The opened key; null without a password.</param>
internal sealed record FolderDocument(
    string Path,
    CertificateDetails Certificate,
    CertificateDetails? KeyManagement,
    EncryptionDetails Encryption,
    EncryptionDetails? KeyManagementEncryption,
    KeyDetails? Key);
