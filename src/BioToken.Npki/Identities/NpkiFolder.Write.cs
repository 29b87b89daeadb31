using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Storage;

namespace BioToken.Npki.Identities;

/// <content>Writing a new folder.</content>
public sealed partial class NpkiFolder
{
    private const string UnfinishedSuffix = ".tmp";

    /// <summary>
    /// Writes an identity to a new folder <c>root/CA/USER/name</c>. The keys are encrypted as programs in the field expect it
    /// (see <see cref="EncryptedPrivateKey.Encrypt"/>), and only the current user may read them. The folder appears when it is whole.
    /// </summary>
    /// <param name="root">The NPKI folder; made if it does not exist.</param>
    /// <param name="identity">The identity. It stays open.</param>
    /// <param name="password">The certificate password. <see cref="Npki.Passwords.PasswordPolicy"/> is the caller's to apply.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="NpkiException">
    /// There is a folder of this name already, or the files could not be written (<see cref="NpkiFailure.WriteFailed"/>).
    /// </exception>
    public static NpkiFolder Write(string root, NpkiIdentity identity, ReadOnlySpan<char> password)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(identity);
        return Read(Write(Disk.Instance, System.IO.Path.GetFullPath(root), identity, password));
    }

    /// <summary>Writes an identity to a new folder of any disk.</summary>
    /// <returns>The folder's path.</returns>
    internal static string Write(IDisk disk, string root, NpkiIdentity identity, ReadOnlySpan<char> password)
    {
        string parent = System.IO.Path.Combine(root, AuthorityFolder(identity.Certificate), "USER");
        string path = System.IO.Path.Combine(parent, NameFor(identity.Certificate));
        List<(string Name, ReadOnlyMemory<byte> Content)> files =
        [
            (NpkiFolderFiles.SignCertificateName, identity.Certificate.Der),
            (NpkiFolderFiles.SignKeyName, EncryptedPrivateKey.Encrypt(identity.PrivateKey, password)),
        ];
        if (identity is { KeyManagementCertificate: { } certificate, KeyManagementKey: { } key })
        {
            files.Add((NpkiFolderFiles.KeyManagementCertificateName, certificate.Der));
            files.Add((NpkiFolderFiles.KeyManagementKeyName, EncryptedPrivateKey.Encrypt(key, password)));
        }

        try
        {
            WriteFiles(disk, parent, path, files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.FolderWriteFailed(path, e);
        }

        return path;
    }

    /// <summary>Whether a folder's name is that of a folder being created, which an interruption may leave behind.</summary>
    internal static bool IsUnfinished(string name) => name.StartsWith('.') && name.EndsWith(UnfinishedSuffix, StringComparison.Ordinal);

    private static string AuthorityFolder(NpkiCertificate certificate) =>
        certificate.Authority?.Id ?? Cut(Sanitize(certificate.IssuerName.Organization ?? "CA"));

    private static void WriteFiles(IDisk disk, string parent, string path, List<(string Name, ReadOnlyMemory<byte> Content)> files)
    {
        DurableFile.CreateDirectory(disk, parent);
        if (disk.DirectoryExists(path))
            throw NpkiException.FolderExists(path);

        string unfinished = System.IO.Path.Combine(parent, $".{Guid.NewGuid():N}{UnfinishedSuffix}");
        try
        {
            disk.CreateDirectory(unfinished);
            foreach ((string name, ReadOnlyMemory<byte> content) in files)
                disk.Write(System.IO.Path.Combine(unfinished, name), content.Span);
            disk.Flush(unfinished);
            disk.MoveDirectory(unfinished, path);
        }
        catch
        {
            if (disk.DirectoryExists(unfinished))
                disk.DeleteDirectory(unfinished);
            throw;
        }

        disk.Flush(parent);
    }
}
