namespace BioToken.Npki;

/// <content>Writing a new folder.</content>
public sealed partial class NpkiFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Writes an identity to a new folder <c>root/CA/USER/name</c>. The keys are encrypted as programs in the field expect it
    /// (see <see cref="EncryptedPrivateKey.Encrypt"/>), and only the current user may read them. The folder appears when it is whole.
    /// </summary>
    /// <param name="root">The NPKI folder; made if it does not exist.</param>
    /// <param name="identity">The identity. It stays open.</param>
    /// <param name="password">The certificate password. <see cref="PasswordPolicy"/> is the caller's to apply.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="NpkiException">
    /// There is a folder of this name already, or the files could not be written (<see cref="NpkiFailure.WriteFailed"/>).
    /// </exception>
    public static NpkiFolder Write(string root, NpkiIdentity identity, ReadOnlySpan<char> password)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(identity);
        string parent = System.IO.Path.Combine(System.IO.Path.GetFullPath(root), AuthorityFolder(identity.Certificate), "USER");
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
            WriteFiles(parent, path, files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.FolderWriteFailed(path, e);
        }

        return Read(path);
    }

    private static string AuthorityFolder(NpkiCertificate certificate) =>
        certificate.Authority?.Id ?? Cut(Sanitize(certificate.IssuerName.Organization ?? "CA"));

    private static void WriteFiles(string parent, string path, List<(string Name, ReadOnlyMemory<byte> Content)> files)
    {
        string existing = FindExisting(parent);
        Directory.CreateDirectory(parent);
        if (Directory.Exists(path))
            throw NpkiException.FolderExists(path);

        string unfinished = System.IO.Path.Combine(parent, $".{Guid.NewGuid():N}.tmp");
        try
        {
            CreatePrivateFolder(unfinished);
            foreach ((string name, ReadOnlyMemory<byte> content) in files)
                WriteFile(System.IO.Path.Combine(unfinished, name), content.Span);
            DirectorySync.Flush(unfinished);
            Directory.Move(unfinished, path);
        }
        catch
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw;
        }

        FlushNames(parent, existing);
    }

    private static string FindExisting(string path)
    {
        while (!Directory.Exists(path) && System.IO.Path.GetDirectoryName(path) is { } above)
            path = above;
        return path;
    }

    /// <summary>Makes the names of new folders durable, up to the one that was there before.</summary>
    private static void FlushNames(string parent, string existing)
    {
        string folder = parent;
        DirectorySync.Flush(folder);
        while (folder != existing)
        {
            folder = System.IO.Path.GetDirectoryName(folder)!;
            DirectorySync.Flush(folder);
        }
    }

    private static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using FileStream file = new(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
