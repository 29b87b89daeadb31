using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms;

namespace BioToken.Simulator.Tests;

public class MechanismTableTests
{
    private const MechanismFlags Sign = MechanismFlags.Sign | MechanismFlags.Verify;
    private const MechanismFlags Encrypt = MechanismFlags.Encrypt | MechanismFlags.Decrypt;
    private const MechanismFlags Curve = MechanismFlags.EcFp | MechanismFlags.EcNamedCurve | MechanismFlags.EcUncompress;

    [Fact]
    public void All_say_hardware_and_are_listed_once()
    {
        Assert.All(MechanismTable.All, mechanism => Assert.True(mechanism.Info.Flags.HasFlag(MechanismFlags.Hardware)));
        Assert.Distinct(MechanismTable.All.Select(mechanism => mechanism.Type));
    }

    [Theory]
    [InlineData(CKM.RSA_PKCS, 2048, 4096, Sign | Encrypt)]
    [InlineData(CKM.SHA256_RSA_PKCS, 2048, 4096, Sign)]
    [InlineData(CKM.RSA_PKCS_PSS, 2048, 4096, Sign)]
    [InlineData(CKM.RSA_PKCS_OAEP, 2048, 4096, Encrypt)]
    [InlineData(CKM.ECDSA, 256, 384, Sign | Curve)]
    [InlineData(CKM.SHA224, 0, 0, MechanismFlags.Digest)]
    [InlineData(CKM.SHA256_HMAC, 1, 512, Sign)]
    [InlineData(CKM.AES_CBC_PAD, 16, 32, Encrypt)]
    [InlineData(CKM.SEED_ECB, 16, 16, Encrypt)]
    public void GetMechanismInfo_tells_key_sizes_and_uses(CKM mechanism, ulong min, ulong max, MechanismFlags uses)
    {
        using Bench bench = new();
        Assert.Equal(CKR.OK, bench.Module.GetMechanismInfo(bench.Slot, mechanism, out MechanismInfo info));
        Assert.Equal(new MechanismInfo(min, max, uses | MechanismFlags.Hardware), info);
    }
}
