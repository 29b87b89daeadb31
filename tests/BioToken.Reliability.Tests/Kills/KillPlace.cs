using System.Text;
using BioToken.Npki.Stores;

namespace BioToken.Reliability.Tests;

/// <summary>
/// The folder in which one command after the other is killed: tokens, certificate folders, journal, and files with PIN and passwords. Its
/// path stays the same, since a journal records the source of the new certificate.
/// </summary>
internal sealed class KillPlace : IDisposable
{
    public const string Pin = "13572468";
    public const string Password = "Bid!pass2026";
    public const string NewPassword = "Renew!bid2027";

    private static readonly string[] Own = ["work", "trace"];

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public KillPlace(int processor)
    {
        Directory.CreateDirectory(Path);
        Strace = new Strace(processor, _folder[Own[1]]);
    }

    public Strace Strace { get; }

    /// <summary>The folder with everything that a command may change.</summary>
    public string Path => _folder[Own[0]];

    public string Tokens => this["tokens"];

    public string Journal => this["journal"];

    public string Npki => this["NPKI"];

    /// <summary>The only certificate folder.</summary>
    public string SourceFolder => new NpkiStore(Npki).FindFolders().Single().Path;

    /// <summary>Whether a file has a random name until it is complete.</summary>
    public static bool IsRandomName(string path) => System.IO.Path.GetFileName(path).StartsWith(".biotoken-", StringComparison.Ordinal);

    /// <summary>The file for a signature, which can be created again from data that is not lost.</summary>
    public string Signature => this["signature"];

    public string PinFile => this["pin"];

    public string PasswordFile => this["password"];

    public string NewPasswordFile => this["new-password"];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Empties the folder, except for the files with PIN and passwords.</summary>
    public void Clear()
    {
        Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(Path);
        foreach ((string path, string secret) in new[] { (PinFile, Pin), (PasswordFile, Password), (NewPasswordFile, NewPassword) })
            File.WriteAllBytes(path, Encoding.UTF8.GetBytes(secret + "\n"));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
