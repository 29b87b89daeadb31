using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.Passwords;
using BioToken.Npki.Tests.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Npki.Tests.Folders;

public sealed class NpkiFolderPasswordTests : IDisposable
{
    private const string NewPassword = "Qw7!er9@ty";

    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(SimulatedFileNames.LowerCamel)]
    [InlineData(SimulatedFileNames.UpperCamel)]
    public void ChangePassword_changes_both_keys_and_nothing_else(SimulatedFileNames fileNames)
    {
        NpkiFolder folder = SimulatedNpkiFolder.Write(_temp.Path, Simulated.Full, Simulated.Password, fileNames);
        string[] names = Directory.GetFiles(folder.Path);

        Assert.Empty(folder.ChangePassword(Simulated.Password, NewPassword));

        using NpkiIdentity identity = NpkiIdentity.Open(folder.Path, NewPassword);
        Assert.Equal(Simulated.Full.PrivateKey.Pkcs8.ToArray(), identity.PrivateKey.Pkcs8.ToArray());
        Assert.Equal(Simulated.Full.KeyManagementKey!.Pkcs8.ToArray(), identity.KeyManagementKey!.Pkcs8.ToArray());
        Assert.Equal(Simulated.Full.Certificate.Der.ToArray(), identity.Certificate.Der.ToArray());
        Assert.Equal(names.Length, Directory.GetFiles(folder.Path).Intersect(names, StringComparer.Ordinal).Count());
        AssertOpensNoMore(folder, Simulated.Password);
    }

    [Fact]
    public void ChangePassword_of_a_sign_only_folder_changes_its_key()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.SignOnly, Simulated.Password);

        folder.ChangePassword(Simulated.Password, NewPassword);

        using NpkiIdentity identity = NpkiIdentity.Open(folder, NewPassword);
        Assert.Null(identity.KeyManagementKey);
    }

    [Fact]
    public void ChangePassword_with_the_wrong_old_password_changes_nothing()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.Full, Simulated.Password);

        Assert.Equal(
            NpkiFailure.PasswordIncorrect,
            Assert.Throws<NpkiException>(() => folder.ChangePassword("wrong", NewPassword)).Reason);

        NpkiIdentity.Open(folder, Simulated.Password).Dispose();
    }

    [Fact]
    public void ChangePassword_says_which_key_has_another_password()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.Full, Simulated.Password);
        byte[] other = EncryptedPrivateKey.Encrypt(Simulated.Full.KeyManagementKey!, "another");
        File.WriteAllBytes(folder.KeyManagementKeyPath!, other);

        NpkiException error = Assert.Throws<NpkiException>(() => folder.ChangePassword(Simulated.Password, NewPassword));

        Assert.Equal(NpkiFailure.PasswordIncorrect, error.Reason);
        Assert.Equal(folder.KeyManagementKeyPath, error.Path);
        Assert.Contains("signPri.key", error.Message, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllBytes(folder.KeyManagementKeyPath!));
    }

    [Fact]
    public void ChangePassword_to_a_weak_password_is_refused_by_the_given_policy()
    {
        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.SignOnly, Simulated.Password);

        NpkiException error = Assert.Throws<NpkiException>(() => folder.ChangePassword(Simulated.Password, "aaa1111!!!"));
        folder.ChangePassword(Simulated.Password, "aaa1111!!!", PasswordPolicy.Industry2014);

        Assert.Equal(NpkiFailure.PasswordRejected, error.Reason);
        AssertOpensNoMore(folder, Simulated.Password);
    }

    [Theory]
    [InlineData("signPri.key")]
    [InlineData("kmPri.key")]
    public void ChangePassword_with_a_pipe_in_the_place_of_a_key_changes_nothing(string key)
    {
        NpkiFolder folder = NpkiFolder.Write(_temp.Path, Simulated.Full, Simulated.Password);
        Dictionary<string, byte[]> before = Directory.GetFiles(folder.Path).Where(file => Path.GetFileName(file) != key)
            .ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
        string path = Path.Combine(folder.Path, key);
        File.Delete(path);
        _temp.MakePipe(path);

        NpkiException error = Assert.Throws<NpkiException>(() => folder.ChangePassword(Simulated.Password, NewPassword));

        Assert.Equal(NpkiFailure.Malformed, error.Reason);
        Assert.Equal(path, error.Path);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
        Assert.Equal(before.Count + 1, Directory.GetFiles(folder.Path).Length);
    }

    private static void AssertOpensNoMore(NpkiFolder folder, string password) => Assert.Equal(
        NpkiFailure.PasswordIncorrect, Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, password)).Reason);
}
