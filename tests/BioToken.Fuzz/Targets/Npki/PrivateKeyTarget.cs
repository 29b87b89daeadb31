using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Fuzz;

/// <summary>The contents of a key file: PKCS#8 with R.</summary>
internal sealed class PrivateKeyTarget : FuzzTarget
{
    public override bool IsAsn1 => true;

    public override IEnumerable<byte[]> MakeSeeds() => [Samples.PlainKey, Samples.Identity.PrivateKey.Pkcs8.ToArray()];

    public override bool IsDeclared(Exception e) => e is NpkiException { Reason: var reason } && Enum.IsDefined(reason);

    public override void Read(byte[] input)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(input);
        Check(key);
        using NpkiPrivateKey again = NpkiPrivateKey.Parse(key.Pkcs8);
        Require(again.RandomValue.SequenceEqual(key.RandomValue), "R is read again");
    }

    /// <summary>Checks the rules that hold for every key.</summary>
    public static void Check(NpkiPrivateKey key)
    {
        Require(key.RandomValue.Length <= NpkiPrivateKey.MaxRandomValueLength, "R is within the bound");
        Require(key.HasRandomValue == !key.RandomValue.IsEmpty, "R is there or not");
        RsaPrivateComponents numbers = key.RsaComponents;
        Require(numbers.Modulus.Length > 0 && numbers.Modulus[0] != 0, "the modulus has no leading zero");
        Require(numbers.PublicExponent.Length > 0 && numbers.PrivateExponent.Length > 0, "the exponents are there");
    }
}
