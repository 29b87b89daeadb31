using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

public sealed class ArgumentEncoderTests
{
    [Theory]
    [InlineData(
        "Unix64",
        "0000000000000000" + "0000000000000000" + "0000000000000000" + "0000000000000000" + "0200000000000000" + "0000000000000000")]
    [InlineData(
        "Win64", "0000000000000000" + "0000000000000000" + "0000000000000000" + "0000000000000000" + "02000000" + "0000000000000000")]
    [InlineData("Win32", "00000000" + "00000000" + "00000000" + "00000000" + "02000000" + "00000000")]
    public void EncodeInitializeArguments_asks_for_the_systems_locks_only(string layout, string bytes)
    {
        var structures = new CkStructures(Layouts.Named(layout));
        byte[] memory = new byte[structures.InitializeArguments.Size];
        memory.AsSpan().Fill(0xEE);

        structures.EncodeInitializeArguments(memory);

        Assert.Equal(bytes, Convert.ToHexString(memory));
    }

    [Theory]
    [InlineData("Unix64", "4000000000000000" + "0000000000000000" + "0000000000000000")]
    [InlineData("Win64", "40000000" + "0000000000000000" + "00000000")]
    [InlineData("Win32", "40000000" + "00000000" + "00000000")]
    public void EncodeMechanism_without_a_parameter_is_a_type_and_zeros(string layout, string bytes)
    {
        var structures = new CkStructures(Layouts.Named(layout));

        Assert.Equal(bytes, Encode(structures, new(CKM.SHA256_RSA_PKCS))[..(structures.Mechanism.Size * 2)]);
    }

    [Theory]
    [InlineData("Unix64",
        "0D00000000000000" + "1810000000000000" + "1800000000000000" + "5002000000000000" + "0200000000000000" + "2000000000000000")]
    [InlineData("Win64", "0D000000" + "1010000000000000" + "0C000000" + "50020000" + "02000000" + "20000000")]
    [InlineData("Win32", "0D000000" + "10100000" + "0C000000" + "00000000" + "50020000" + "02000000" + "20000000")]
    public void EncodeMechanism_with_PSS_points_to_the_parameter_behind_it(string layout, string bytes)
    {
        var structures = new CkStructures(Layouts.Named(layout));
        var mechanism = new Mechanism(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32) };

        // The memory is large enough for the largest parameter.
        Assert.Equal(bytes, Encode(structures, mechanism)[..bytes.Length]);
    }

    [Theory]
    [InlineData("Unix64",
        "0900000000000000" + "1810000000000000" + "2800000000000000"
        + "5002000000000000" + "0200000000000000" + "0100000000000000" + "0000000000000000" + "0000000000000000")]
    [InlineData(
        "Win64", "09000000" + "1010000000000000" + "18000000" + "50020000" + "02000000" + "01000000" + "0000000000000000" + "00000000")]
    [InlineData(
        "Win32", "09000000" + "10100000" + "14000000" + "00000000" + "50020000" + "02000000" + "01000000" + "00000000" + "00000000")]
    public void EncodeMechanism_with_OAEP_points_to_the_parameter_behind_it(string layout, string bytes)
    {
        var structures = new CkStructures(Layouts.Named(layout));
        Mechanism mechanism = new(CKM.RSA_PKCS_OAEP) { Oaep = new OaepParameters(CKM.SHA256, CKG.MGF1_SHA256) };

        Assert.Equal(bytes, Encode(structures, mechanism));
    }

    [Fact]
    public void EncodeMechanism_with_a_negative_salt_throws()
    {
        var mechanism = new Mechanism(CKM.RSA_PKCS_PSS) { Pss = new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, -1) };

        Assert.Throws<ArgumentOutOfRangeException>(() => Encode(new(CkLayout.Unix64), mechanism));
    }

    [Fact]
    public void EncodeMechanism_with_a_type_too_wide_for_the_layout_throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Encode(new(CkLayout.Win64), new((CKM)0x1_0000_0040)));

    private static string Encode(CkStructures structures, Mechanism mechanism)
    {
        byte[] memory = new byte[structures.MechanismSize()];
        structures.EncodeMechanism(mechanism, memory, address: 0x1000);
        return Convert.ToHexString(memory);
    }
}
