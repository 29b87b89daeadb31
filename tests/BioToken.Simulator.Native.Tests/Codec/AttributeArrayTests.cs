using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Native.Codec;

namespace BioToken.Simulator.Native.Tests.Codec;

public sealed unsafe class AttributeArrayTests
{
    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void Fill_gives_numbers_in_the_callers_width(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        int width = structures.Layout.ULongSize;
        AttributeMemory memory = new(
            structures, (CKA.KEY_TYPE, new byte[8]), (CKA.ALLOWED_MECHANISMS, new byte[16]), (CKA.MODULUS_BITS, null));
        AttributeArray array = new(structures, memory.Address, memory.Count);
        using AttributeQuery query = array.ToQuery();
        query.Set(0, BitConverter.GetBytes((ulong)CKK.EC));
        query.Set(1, [.. BitConverter.GetBytes(0x11UL), .. BitConverter.GetBytes(0x22UL)]);
        query.Set(2, BitConverter.GetBytes(2048UL));
        Assert.Equal(CKR.OK, array.Fill(query, CKR.OK));
        Assert.Equal([(ulong)width, (ulong)(2 * width), (ulong)width], [memory.LengthAt(0), memory.LengthAt(1), memory.LengthAt(2)]);
        Assert.Equal((ulong)CKK.EC, structures.Layout.ReadULong(memory.ValueAt(0), 0));
        Assert.Equal(0x22UL, structures.Layout.ReadULong(memory.ValueAt(1), width));
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void Fill_marks_what_has_no_room_and_fills_the_rest(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        AttributeMemory memory = new(structures, (CKA.LABEL, new byte[3]), (CKA.ID, new byte[4]));
        AttributeArray array = new(structures, memory.Address, memory.Count);
        using AttributeQuery query = array.ToQuery();
        query.Set(0, "name"u8);
        query.Set(1, [1, 2]);
        Assert.Equal(CKR.BUFFER_TOO_SMALL, array.Fill(query, CKR.OK));
        Assert.Null(memory.LengthAt(0));
        Assert.Equal(new byte[3], memory.ValueAt(0));
        Assert.Equal(2UL, memory.LengthAt(1));
        Assert.Equal([1, 2, 0, 0], memory.ValueAt(1));
    }

    [Fact]
    public void Fill_keeps_the_error_of_the_read_before_a_lack_of_room()
    {
        CkStructures structures = new(CkLayout.Unix64);
        AttributeMemory memory = new(structures, (CKA.LABEL, new byte[3]), (CKA.PRIVATE_EXPONENT, new byte[4]));
        AttributeArray array = new(structures, memory.Address, memory.Count);
        using AttributeQuery query = array.ToQuery();
        query.Set(0, "name"u8);
        Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, array.Fill(query, CKR.ATTRIBUTE_SENSITIVE));
        Assert.Null(memory.LengthAt(1));
    }
}
