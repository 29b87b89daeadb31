using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Identities;

/// <content>Opening an identity from its files.</content>
public sealed partial class NpkiIdentity
{
    /// <summary>Opens the certificate folder at a path.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="password">The certificate password. Any is tried: the rules for new passwords do not apply.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="NpkiException">
    /// The folder cannot be read (see <see cref="NpkiFolder.Read"/>), the password is wrong (<see cref="NpkiFailure.PasswordIncorrect"/>),
    /// a key is encrypted in an unknown way (<see cref="NpkiFailure.UnsupportedAlgorithm"/>), or does not belong to its certificate
    /// (<see cref="NpkiFailure.KeyMismatch"/>); or the certificates do not make an identity (<see cref="NpkiFailure.WrongRole"/>). Swapped
    /// files are read by their contents.
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
        if (folder.Problem is { } problem)
            throw problem;
        if (folder.KeyManagementCertificate is not { } certificate)
            return Verify(new(folder.Certificate, folder.DecryptKey(password)), keyManagement: null, folder.Path);

        (NpkiPrivateKey signingKey, NpkiPrivateKey keyManagementKey) = DecryptKeys(folder, password);
        if (AreSwapped(new(folder.Certificate, signingKey), new(certificate, keyManagementKey), folder.Path))
            (signingKey, keyManagementKey) = (keyManagementKey, signingKey);
        return Verify(new(folder.Certificate, signingKey), new(certificate, keyManagementKey), folder.Path);
    }

    /// <summary>Whether each certificate lies beside the other's key. Disposes the keys if that cannot be found out.</summary>
    private static bool AreSwapped(NpkiKeyPair signing, NpkiKeyPair keyManagement, string folder)
    {
        try
        {
            return !signing.HasSameNumbers && !keyManagement.HasSameNumbers;
        }
        catch (NpkiException e)
        {
            signing.PrivateKey.Dispose();
            keyManagement.PrivateKey.Dispose();
            throw e.At(folder);
        }
    }

    // The message names the key with another password: otherwise a person would retype the correct one in vain.
    private static (NpkiPrivateKey Signing, NpkiPrivateKey KeyManagement) DecryptKeys(NpkiFolder folder, ReadOnlySpan<char> password)
    {
        NpkiPrivateKey? signing = null;
        NpkiException? failure = null;
        try
        {
            signing = folder.DecryptKey(password);
        }
        catch (NpkiException e) when (e.Reason == NpkiFailure.PasswordIncorrect)
        {
            failure = e;
        }

        try
        {
            NpkiPrivateKey keyManagement = folder.DecryptKeyManagementKey(password);
            if (signing is not null)
                return (signing, keyManagement);
            keyManagement.Dispose();
        }
        catch (Exception other) when (other is not NpkiException)
        {
            signing?.Dispose();
            throw;
        }
        catch (NpkiException e)
        {
            signing?.Dispose();
            if (e.Reason == NpkiFailure.PasswordIncorrect && failure is null)
                throw NpkiException.OtherKeyPassword(folder.PrivateKeyPath, folder.KeyManagementKeyPath!, e);
            // It opens neither key: there is no single file to name.
            throw failure is null ? e : NpkiException.PasswordIncorrect(failure).At(folder.Path);
        }

        throw NpkiException.OtherKeyPassword(folder.KeyManagementKeyPath!, folder.PrivateKeyPath, failure!);
    }

    private static NpkiIdentity Verify(NpkiKeyPair signing, NpkiKeyPair? keyManagement, string? sourceFolder)
    {
        NpkiIdentity identity = new(signing, keyManagement, sourceFolder);
        try
        {
            if (CertificateRoles.Check(signing.Certificate, keyManagement?.Certificate) is { } problem)
                throw problem;
            signing.Verify();
            keyManagement?.Verify();
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
