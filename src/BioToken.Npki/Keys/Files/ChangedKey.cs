using System.Security.Cryptography;
using BioToken.Npki.Errors;
using BioToken.Npki.Resources;
using BioToken.Storage;

namespace BioToken.Npki.Keys.Files;

/// <summary>A key file on its way to a new password: its old content, its new content, and the open key to compare with.</summary>
internal sealed class ChangedKey : IDisposable
{
    private readonly NpkiPrivateKey _key;

    private ChangedKey(string name, byte[] oldContent, NpkiPrivateKey key, byte[] newContent)
    {
        Name = name;
        OldContent = oldContent;
        NewContent = newContent;
        _key = key;
    }

    public string Name { get; }

    public byte[] OldContent { get; }

    public byte[] NewContent { get; }

    public static ChangedKey Open(KeyFolder folder, string name, ReadOnlySpan<char> oldPassword, ReadOnlySpan<char> newPassword)
    {
        byte[] content = NpkiFile.Read(folder, name);
        NpkiPrivateKey key;
        try
        {
            key = EncryptedPrivateKey.Parse(content).Decrypt(oldPassword);
        }
        catch (NpkiException e)
        {
            throw e.At(Path.Combine(folder.Path, name));
        }

        return new(name, content, key, EncryptedPrivateKey.Encrypt(key, newPassword));
    }

    /// <summary>Reads a file back and makes sure that the new password opens the same key from it.</summary>
    public void Verify(KeyFolder folder, string name, ReadOnlySpan<char> newPassword)
    {
        try
        {
            using NpkiPrivateKey written = EncryptedPrivateKey.Parse(NpkiFile.Read(folder, name)).Decrypt(newPassword);
            if (CryptographicOperations.FixedTimeEquals(written.Pkcs8, _key.Pkcs8))
                return;
        }
        catch (NpkiException e)
        {
            throw new ExplainedIOException(Messages.Format("DiskReadBack", name), e);
        }

        throw new ExplainedIOException(Messages.Format("DiskReadBack", name));
    }

    public void Dispose() => _key.Dispose();
}
