namespace BioToken.Npki;

/// <content>The private keys of the folder.</content>
public sealed partial class NpkiFolder
{
    internal NpkiPrivateKey DecryptKey(ReadOnlySpan<char> password) => Decrypt(_files.SignKey, password);

    internal NpkiPrivateKey DecryptKeyManagementKey(ReadOnlySpan<char> password) => Decrypt(_files.KeyManagementKey!, password);

    private static NpkiPrivateKey Decrypt(string path, ReadOnlySpan<char> password)
    {
        byte[] content = NpkiFile.Read(path);
        try
        {
            return EncryptedPrivateKey.Parse(content).Decrypt(password);
        }
        catch (NpkiException e)
        {
            throw e.At(path);
        }
    }
}
