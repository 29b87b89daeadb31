using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Npki.Passwords;

namespace BioToken.Npki.Identities;

/// <content>The private keys of the folder.</content>
public sealed partial class NpkiFolder
{
    /// <summary>Changes the password of the signing and the key-management key together: both have the new one, or both the old.</summary>
    /// <param name="oldPassword">The password now.</param>
    /// <param name="newPassword">The new password.</param>
    /// <param name="policy">
    /// Rules for the new password; null for <see cref="PasswordPolicy.KicaStrict"/>, which suits every authority.
    /// </param>
    /// <returns>Copies under the old password that could not be deleted afterwards, for the user to delete; almost always empty.</returns>
    /// <exception cref="Npki.Errors.NpkiException">As <see cref="PrivateKeyFile.ChangePassword"/>.</exception>
    public IReadOnlyList<string> ChangePassword(
        ReadOnlySpan<char> oldPassword, ReadOnlySpan<char> newPassword, PasswordPolicy? policy = null)
    {
        string[] paths = _files.KeyManagementKey is { } keyManagement ? [_files.SignKey, keyManagement] : [_files.SignKey];
        return PrivateKeyFile.ChangePassword(paths, oldPassword, newPassword, policy);
    }

    internal NpkiPrivateKey DecryptKey(ReadOnlySpan<char> password) => PrivateKeyFile.Open(_files.SignKey, password);

    internal NpkiPrivateKey DecryptKeyManagementKey(ReadOnlySpan<char> password) => PrivateKeyFile.Open(_files.KeyManagementKey!, password);
}
