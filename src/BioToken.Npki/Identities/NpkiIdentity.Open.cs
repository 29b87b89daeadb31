namespace BioToken.Npki;

/// <content>Opening an identity from where it is kept.</content>
public sealed partial class NpkiIdentity
{
    /// <summary>Opens the certificate folder at a path.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="password">The certificate password. Any is tried: the rules for new passwords do not apply.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="NpkiException">
    /// The folder cannot be read (see <see cref="NpkiFolder.Read"/>), the password is wrong
    /// (<see cref="NpkiFailure.PasswordIncorrect"/>), a key is encrypted in an unknown way
    /// (<see cref="NpkiFailure.UnsupportedAlgorithm"/>), or does not belong to its certificate (<see cref="NpkiFailure.KeyMismatch"/>).
    /// </exception>
    public static NpkiIdentity Open(string folder, ReadOnlySpan<char> password) => Open(NpkiFolder.Read(folder), password);

    /// <summary>Opens a certificate folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="password">The certificate password.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="NpkiException">As for the other overload.</exception>
    public static NpkiIdentity Open(NpkiFolder folder, ReadOnlySpan<char> password)
    {
        ArgumentNullException.ThrowIfNull(folder);
        NpkiKeyPair signing = new(folder.Certificate, folder.DecryptKey(password));
        NpkiKeyPair? keyManagement = null;
        try
        {
            if (folder.KeyManagementCertificate is { } certificate)
                keyManagement = new(certificate, folder.DecryptKeyManagementKey(password));
        }
        catch
        {
            signing.PrivateKey.Dispose();
            throw;
        }

        return Prove(signing, keyManagement, folder.Path);
    }

    private static NpkiIdentity Prove(NpkiKeyPair signing, NpkiKeyPair? keyManagement, string? sourceFolder)
    {
        NpkiIdentity identity = new(signing, keyManagement, sourceFolder);
        try
        {
            signing.Prove();
            keyManagement?.Prove();
            return identity;
        }
        catch (NpkiException e) when (sourceFolder is not null)
        {
            identity.Dispose();
            throw e.At(sourceFolder);
        }
        catch
        {
            identity.Dispose();
            throw;
        }
    }
}
