using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Native.Codec;
using BioToken.Simulator.Native.Tests.Codec;

namespace BioToken.Simulator.Native.Tests.Faults;

/// <summary>Tests of wrong lengths, as a C program receives them.</summary>
public sealed unsafe class LengthTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("+1")]
    [InlineData("+16")]
    [InlineData("+100000")]
    [InlineData("-1")]
    [InlineData("-1000")]
    public void Lengths_are_off_and_memory_is_left_alone(string difference)
    {
        using TokenDirectory tokens = new();
        using (SimulatedCryptoki module = tokens.Simulator.CreateCryptoki())
        {
            module.Initialize();
            module.OpenSession((nuint)tokens.Token.Slot, SessionFlags.ReadWrite, out nuint session);
            using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.TOKEN, true).Add(CKA.LABEL, "name");
            Assert.Equal(CKR.OK, module.CreateObject(session, template, out _));
        }

        // With a difference of 0, the program makes the same checks on a token without faults.
        tokens.Simulator.SetFaults(
            tokens.Token.SerialNumber, difference == "0" ? FaultPlan.None : FaultPlan.Parse($"any#* length {difference}"));
        NativeProgram.Pass("lengths", tokens.Path, difference);
    }

    [Theory]
    [InlineData("unix", 16)]
    [InlineData("unix", -4)]
    [InlineData("windows", 16)]
    [InlineData("windows", -2)]
    public void Numbers_are_cut_and_lengthened_in_the_callers_width(string layout, int difference)
    {
        CkStructures structures = Layouts.Named(layout);
        int width = structures.Layout.ULongSize;
        byte[] untouched = [0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE];
        AttributeMemory memory = new(structures, (CKA.KEY_TYPE, untouched), (CKA.MODULUS_BITS, null));
        AttributeArray array = new(structures, memory.Address, memory.Count);
        using AttributeQuery query = array.ToQuery();
        query.Set(0, BitConverter.GetBytes((ulong)CKK.EC));
        query.Set(1, BitConverter.GetBytes(2048UL));
        Assert.Equal(CKR.OK, array.Fill(query, CKR.OK, difference));
        Assert.Equal(((ulong)(width + difference), (ulong)(width + difference)), (memory.LengthAt(0), memory.LengthAt(1)));
        int written = Math.Min(12, width + difference);
        byte[] expected = [(byte)CKK.EC, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expected[..written], memory.ValueAt(0)[..written]);
        Assert.Equal(-1, memory.ValueAt(0).AsSpan(written).IndexOfAnyExcept((byte)0xEE));
    }
}
