using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Text;
using BioToken.Npki.Stores;

namespace BioToken.Cli.Output.Documents.Folders;

/// <summary>A certificate folder that was found, or a place that could not be read. A folder with a problem cannot be opened.</summary>
internal sealed record FoundFolder(
    string Path, string Medium, CertificateDetails? Certificate, CertificateDetails? KeyManagement, string? Problem)
{
    public static FoundFolder Of(NpkiStoreEntry entry) => new(
        entry.Path,
        JsonName.Of(entry.Medium),
        entry.Folder is { } folder ? CertificateDetails.Of(folder.Certificate) : null,
        entry.Folder?.KeyManagementCertificate is { } km ? CertificateDetails.Of(km) : null,
        (entry.Problem ?? entry.Folder?.Problem)?.Message);
}
