using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys.Files;

namespace BioToken.Npki.Identities;

/// <summary>
/// A folder that holds one person's joint certificate: <c>signCert.der</c> and <c>signPri.key</c>, and mostly <c>kmCert.der</c> and
/// <c>kmPri.key</c>, whatever the case of these names; certificates may end in <c>.cer</c> or <c>.crt</c> as well. The certificates are
/// read without a password.
/// </summary>
public sealed partial class NpkiFolder
{
    private readonly NpkiFolderFiles _files;

    private NpkiFolder(string path, NpkiFolderFiles files)
    {
        Path = path;
        _files = files;
        Certificate = ReadCertificate(files.SignCertificate);
        KeyManagementCertificate = files.KeyManagementCertificate is { } km ? ReadCertificate(km) : null;
        if (!CertificateRoles.AreSwapped(Certificate, KeyManagementCertificate))
            return;
        _files = files.Swap();
        (Certificate, KeyManagementCertificate) = (KeyManagementCertificate!, Certificate);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The signature certificate. The certificates' contents decide, even against the files' names.</summary>
    public NpkiCertificate Certificate { get; }

    /// <summary>The certificate for key management (암호용); null if the folder has no such pair, as with certificates of banks.</summary>
    public NpkiCertificate? KeyManagementCertificate { get; }

    /// <summary>Both certificates, or the only one.</summary>
    internal IEnumerable<NpkiCertificate> Certificates => KeyManagementCertificate is { } km ? [Certificate, km] : [Certificate];

    /// <summary>Full path of the key file of <see cref="Certificate"/>.</summary>
    public string PrivateKeyPath => _files.SignKey;

    /// <summary>Full path of the key file of <see cref="KeyManagementCertificate"/>; null if the folder has no such pair.</summary>
    public string? KeyManagementKeyPath => _files.KeyManagementKey;

    /// <summary>
    /// Why the folder cannot be opened, whatever the password: its certificates do not make an identity
    /// (<see cref="NpkiFailure.WrongRole"/>). Null if they do.
    /// </summary>
    public NpkiException? Problem => CertificateRoles.Check(Certificate, KeyManagementCertificate)?.At(Path);

    /// <summary>Reads the certificates of a folder. The keys stay encrypted and unread.</summary>
    /// <param name="path">The folder, or one of its four files.</param>
    /// <exception cref="NpkiException">
    /// There is no such folder or a file is missing (<see cref="NpkiFailure.NotFound"/>), two files differ only by case or a
    /// certificate is damaged (<see cref="NpkiFailure.Malformed"/>), a file is larger than 64 KiB
    /// (<see cref="NpkiFailure.TooLarge"/>) or cannot be read (<see cref="NpkiFailure.ReadFailed"/>), or the path is that of something else
    /// (<see cref="NpkiFailure.OtherKind"/>).
    /// </exception>
    public static NpkiFolder Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.GetFullPath(path);
        if (File.Exists(full))
            full = FolderOf(full);
        return new(full, NpkiFolderFiles.Find(full));
    }

    /// <summary>The path of the folder.</summary>
    public override string ToString() => Path;

    private static string FolderOf(string file)
        => NpkiFolderFiles.IsNpkiFile(System.IO.Path.GetFileName(file)) && System.IO.Path.GetDirectoryName(file) is { } folder
            ? folder
            : throw ForeignFiles.Describe(file) ?? NpkiException.FolderNotFound(file);

    private static NpkiCertificate ReadCertificate(string path)
    {
        byte[] content = NpkiFile.Read(path);
        try
        {
            return NpkiCertificate.Parse(content);
        }
        catch (NpkiException e)
        {
            throw e.At(path);
        }
    }
}
