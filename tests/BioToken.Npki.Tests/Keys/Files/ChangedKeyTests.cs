using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Storage;

namespace BioToken.Npki.Tests;

public sealed class ChangedKeyTests
{
    private const string Path = "/folder";
    private const string Name = "signPri.key";
    private const string Old = "old password 1!";
    private const string New = "new password 2!";

    private readonly SimulatedDisk _disk = new();
    private readonly KeyFolder _folder;

    public ChangedKeyTests()
    {
        _disk.CreateDirectory(Path);
        _folder = new KeyFolder(_disk, Path);
        Write(TestKeys.Rsa, Old);
    }

    [Fact]
    public void Verify_of_the_same_key_under_the_new_password_passes()
    {
        using ChangedKey key = ChangedKey.Open(_folder, Name, Old, New);
        _disk.Write($"{Path}/{Name}", key.NewContent);
        key.Verify(_folder, Name, New);
    }

    [Fact]
    public void Verify_of_another_key_fails()
    {
        using ChangedKey key = ChangedKey.Open(_folder, Name, Old, New);
        Write(TestKeys.OtherRsa, New);
        ExplainedIOException e = Assert.Throws<ExplainedIOException>(() => key.Verify(_folder, Name, New));
        Assert.Contains(Name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_of_a_file_that_does_not_open_says_why()
    {
        using ChangedKey key = ChangedKey.Open(_folder, Name, Old, New);
        ExplainedIOException e = Assert.Throws<ExplainedIOException>(() => key.Verify(_folder, Name, New));
        Assert.Equal(NpkiFailure.PasswordIncorrect, Assert.IsType<NpkiException>(e.InnerException).Reason);
    }

    [Fact]
    public void Open_with_a_wrong_password_names_the_file()
    {
        NpkiException e = Assert.Throws<NpkiException>(() => ChangedKey.Open(_folder, Name, "wrong", New));
        Assert.Equal(System.IO.Path.Combine(Path, Name), e.Path);
    }

    [Fact]
    public void Dispose_zeroes_the_key()
    {
        ChangedKey key = ChangedKey.Open(_folder, Name, Old, New);
        _disk.Write($"{Path}/{Name}", key.NewContent);
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Verify(_folder, Name, New));
    }

    private void Write(System.Security.Cryptography.RSA rsa, string password)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(rsa, TestKeys.R);
        _disk.Write($"{Path}/{Name}", EncryptedPrivateKey.Encrypt(key, password));
    }
}
