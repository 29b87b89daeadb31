using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Native.Codec;

namespace BioToken.Simulator.Native.Tests.Codec;

public sealed unsafe class MechanismDecoderTests
{
    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void DecodeMechanism_reads_pss_parameters(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        byte[] parameter = Parameter(structures.PssParameters);
        structures.Layout.WriteULong(parameter, structures.PssParameters[0], (ulong)CKM.SHA256);
        structures.Layout.WriteULong(parameter, structures.PssParameters[1], (ulong)CKG.MGF1_SHA256);
        structures.Layout.WriteULong(parameter, structures.PssParameters[2], 32);
        byte* mechanism = Mechanism(structures, CKM.RSA_PKCS_PSS, parameter);
        Assert.Equal(CKR.OK, structures.DecodeMechanism(mechanism, out MechanismArgument argument));
        Assert.Equal(new PssParameters(CKM.SHA256, CKG.MGF1_SHA256, 32), argument.Pss);
        Assert.Equal(parameter, argument.Parameter);
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void DecodeMechanism_reads_oaep_parameters_with_their_label(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        CkStructure at = structures.OaepParameters;
        byte[] label = GC.AllocateArray<byte>(5, pinned: true);
        "label"u8.CopyTo(label);
        byte[] parameter = Parameter(at);
        structures.Layout.WriteULong(parameter, at[0], (ulong)CKM.SHA256);
        structures.Layout.WriteULong(parameter, at[1], (ulong)CKG.MGF1_SHA256);
        structures.Layout.WriteULong(parameter, at[2], 1);
        structures.Layout.WritePointer(parameter, at[3], AddressOf(label));
        structures.Layout.WriteULong(parameter, at[4], (ulong)label.Length);
        byte* mechanism = Mechanism(structures, CKM.RSA_PKCS_OAEP, parameter);
        Assert.Equal(CKR.OK, structures.DecodeMechanism(mechanism, out MechanismArgument argument));
        Assert.Equal((CKM.SHA256, CKG.MGF1_SHA256, 1UL), (argument.Oaep!.Hash, argument.Oaep.MaskGeneration, argument.Oaep.Source));
        Assert.Equal(label, argument.Oaep.Label);
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void DecodeMechanism_leaves_a_parameter_of_another_length_as_bytes(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        byte[] parameter = GC.AllocateArray<byte>(structures.PssParameters.Size - 1, pinned: true);
        byte* mechanism = Mechanism(structures, CKM.RSA_PKCS_PSS, parameter);
        Assert.Equal(CKR.OK, structures.DecodeMechanism(mechanism, out MechanismArgument argument));
        Assert.Null(argument.Pss);
        Assert.Equal(parameter.Length, argument.Parameter.Length);
    }

    [Fact]
    public void DecodeMechanism_refuses_a_parameter_that_is_not_there()
    {
        CkStructures structures = new(CkLayout.Win64);
        byte* mechanism = Mechanism(structures, CKM.RSA_PKCS, parameter: null);
        structures.Layout.WriteULong(new Span<byte>(mechanism, structures.Mechanism.Size), structures.Mechanism[2], 8);
        Assert.Equal(CKR.MECHANISM_PARAM_INVALID, structures.DecodeMechanism(mechanism, out _));
    }

    private static byte[] Parameter(CkStructure structure) => GC.AllocateArray<byte>(structure.Size, pinned: true);

    /// <summary>Creates a CK_MECHANISM in pinned memory, which stays allocated until the process ends: a few bytes per test.</summary>
    private static byte* Mechanism(CkStructures structures, CKM type, byte[]? parameter)
    {
        CkStructure at = structures.Mechanism;
        byte* mechanism = (byte*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)at.Size);
        Span<byte> memory = new(mechanism, at.Size);
        structures.Layout.WriteULong(memory, at[0], (ulong)type);
        structures.Layout.WritePointer(memory, at[1], AddressOf(parameter));
        structures.Layout.WriteULong(memory, at[2], (ulong)(parameter?.Length ?? 0));
        return mechanism;
    }

    private static nuint AddressOf(byte[]? pinned)
    {
        fixed (byte* address = pinned)
            return (nuint)address;
    }
}
