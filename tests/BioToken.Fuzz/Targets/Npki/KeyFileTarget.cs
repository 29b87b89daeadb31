using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Fuzz;

/// <summary>signPri.key: read, opened, written again.</summary>
internal sealed class KeyFileTarget : FuzzTarget
{
    public override bool IsAsn1 => true;

    public override IEnumerable<byte[]> MakeSeeds() => Samples.KeyFiles();

    public override bool IsDeclared(Exception e) => e is NpkiException { Reason: var reason } && Enum.IsDefined(reason);

    public override void Read(byte[] input)
    {
        EncryptedPrivateKey file = EncryptedPrivateKey.Parse(input);
        Require(file.Iterations is >= 1 and <= EncryptedPrivateKey.MaxIterations, "iterations are within the bound");
        Require(file.Description.Length > 0 && file.Algorithm.Length > 0 && file.SaltLength >= 0, "the encryption has a name");
        if (file.Iterations > Samples.MaxIterations)
            return;
        using NpkiPrivateKey key = file.Decrypt(Samples.Password);
        PrivateKeyTarget.Check(key);
        using NpkiPrivateKey again = EncryptedPrivateKey.Parse(EncryptedPrivateKey.Encrypt(key, Samples.Password))
            .Decrypt(Samples.Password);
        Require(again.Pkcs8.SequenceEqual(key.Pkcs8), "a key that is written is read again");
    }
}
