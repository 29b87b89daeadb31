using System.Text;
using BioToken.Npki.Keys;
using FsCheck.Fluent;

namespace BioToken.Npki.Tests.Properties;

public sealed class RoundTripTests
{
    [Fact]
    public void Decrypt_undoes_Encrypt_of_any_key_under_any_password() => Property.Holds(
        // Any text: half a surrogate pair is not text, and a key is not encrypted under an empty password.
        Property.Text.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) + "!").SelectMany(
            password => Property.Bytes.Select(r => (Password: password, R: r[..Math.Min(r.Length, 128)]))),
        sample =>
        {
            using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, sample.R);
            using NpkiPrivateKey opened = EncryptedPrivateKey.Parse(EncryptedPrivateKey.Encrypt(key, sample.Password))
                .Decrypt(sample.Password);
            return opened.Pkcs8.SequenceEqual(key.Pkcs8) && opened.RandomValue.SequenceEqual(sample.R);
        });
}
