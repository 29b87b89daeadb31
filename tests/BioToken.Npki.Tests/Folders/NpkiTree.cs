using System.Diagnostics;

namespace BioToken.Npki.Tests.Folders;

/// <summary>A folder of one test to build certificate folders in, deleted at its end.</summary>
internal sealed class NpkiTree : IDisposable
{
    private static readonly Lazy<byte[]> SharedCertificate = new(() => new Certificates.TestCertificate().Build());

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>The path of something below this folder.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string relativePath, ReadOnlySpan<byte> content)
    {
        string path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Makes a folder whose certificate can be read. Its key is no key, which nothing looks at without a password.</summary>
    public string WriteIdentity(string relativePath, string certificateName = "signCert.der", string keyName = "signPri.key")
    {
        Write(System.IO.Path.Combine(relativePath, certificateName), SharedCertificate.Value);
        Write(System.IO.Path.Combine(relativePath, keyName), [0x30, 0x00]);
        return this[relativePath];
    }

    public string MakePipe(string relativePath)
    {
        string path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    public void Dispose() => _folder.Dispose();
}
