namespace BioToken.Npki.Tests.Folders;

/// <summary>
/// Certificate folders whose certificate can be read. Their key files are not keys, but they are not read without a password.
/// </summary>
internal static class NpkiTree
{
    private static readonly Lazy<byte[]> SharedCertificate = new(() => new Npki.Tests.Certificates.TestCertificate().Build());

    public static string WriteIdentity(
        this TemporaryFolder folder, string relativePath, string certificateName = "signCert.der", string keyName = "signPri.key")
    {
        folder.Write(Path.Combine(relativePath, certificateName), SharedCertificate.Value);
        folder.Write(Path.Combine(relativePath, keyName), [0x30, 0x00]);
        return folder[relativePath];
    }
}
