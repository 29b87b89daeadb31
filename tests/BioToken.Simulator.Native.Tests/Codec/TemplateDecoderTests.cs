using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Native.Codec;

namespace BioToken.Simulator.Native.Tests.Codec;

public sealed unsafe class TemplateDecoderTests
{
    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void Decode_widens_numbers_and_keeps_bytes(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        AttributeMemory memory = new(
            structures,
            (CKA.CLASS, Number(structures, (ulong)CKO.PRIVATE_KEY)),
            (CKA.LABEL, "name"u8.ToArray()),
            (CKA.ALLOWED_MECHANISMS, [.. Number(structures, (ulong)CKM.RSA_PKCS), .. Number(structures, (ulong)CKM.ECDSA)]),
            (CKA.VALUE, null));
        using AttributeTemplate template = new();
        Assert.Equal(CKR.OK, structures.Decode(memory.Address, (nuint)memory.Count, template));
        Assert.Equal(4, template.Count);
        Assert.True(template[0].IsULong);
        Assert.Equal((ulong)CKO.PRIVATE_KEY, BitConverter.ToUInt64(template[0].Value));
        Assert.Equal("name"u8, template[1].Value);
        Assert.Equal(16, template[2].Value.Length);
        Assert.Equal((ulong)CKM.ECDSA, BitConverter.ToUInt64(template[2].Value[8..]));
        Assert.True(template[3].Value.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void Decode_refuses_a_number_of_another_width(string layout)
    {
        CkStructures structures = Layouts.Named(layout);
        AttributeMemory memory = new(structures, (CKA.KEY_TYPE, new byte[12 - structures.Layout.ULongSize]));
        using AttributeTemplate template = new();
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, structures.Decode(memory.Address, 1, template));
    }

    [Theory]
    [InlineData(0xFFFFFFFF)]
    [InlineData(AttributeQuery.MaxTotalLength + 1)]
    public void Decode_reads_no_value_of_an_impossible_length(ulong length)
    {
        CkStructures structures = new(CkLayout.Win64);
        AttributeMemory memory = new(structures, (CKA.VALUE, new byte[1]));
        memory.SetLength(0, length);
        using AttributeTemplate template = new();
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, structures.Decode(memory.Address, 1, template));
    }

    [Fact]
    public void Decode_keeps_unavailable_information_in_the_narrow_width()
    {
        CkStructures structures = new(CkLayout.Win64);
        AttributeMemory memory = new(structures, (CKA.KEY_GEN_MECHANISM, [0xFF, 0xFF, 0xFF, 0xFF]));
        using AttributeTemplate template = new();
        Assert.Equal(CKR.OK, structures.Decode(memory.Address, 1, template));
        Assert.Equal(ulong.MaxValue, BitConverter.ToUInt64(template[0].Value));
    }

    [Fact]
    public void Decode_of_no_array_is_an_empty_template_only_for_no_attributes()
    {
        CkStructures structures = new(CkLayout.Unix64);
        using AttributeTemplate template = new();
        Assert.Equal(CKR.OK, structures.Decode(null, 0, template));
        Assert.Equal(CKR.ARGUMENTS_BAD, structures.Decode(null, 1, template));
    }

    private static byte[] Number(CkStructures structures, ulong value)
    {
        byte[] bytes = new byte[structures.Layout.ULongSize];
        structures.Layout.WriteULong(bytes, 0, value);
        return bytes;
    }
}
