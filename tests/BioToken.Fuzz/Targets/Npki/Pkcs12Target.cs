using BioToken.Npki.Errors;
using BioToken.Npki.Pkcs12;

namespace BioToken.Fuzz;

/// <summary>PKCS#12 files (.pfx, .p12).</summary>
internal sealed class Pkcs12Target : FuzzTarget
{
    public override bool IsAsn1 => true;

    public override int MaxLength => 16 * 1024;

    public override IEnumerable<byte[]> MakeSeeds() => Samples.Pkcs12Files();

    public override bool IsDeclared(Exception e) => e is NpkiException { Reason: var reason } && Enum.IsDefined(reason);

    public override void Read(byte[] input)
    {
        using NpkiPkcs12 file = NpkiPkcs12.ReadWithin(Samples.MaxIterations, input, Samples.Password);
        foreach (Pkcs12Entry entry in file.Entries)
        {
            Require(entry.FriendlyName is null || NameTarget.IsWellFormed(entry.FriendlyName), "a name is Unicode");
            if (entry.Key is { } key)
                PrivateKeyTarget.Check(key);
        }
    }
}
