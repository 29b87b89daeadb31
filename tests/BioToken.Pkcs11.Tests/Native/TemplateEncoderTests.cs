using System.Runtime.InteropServices;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

public sealed class TemplateEncoderTests
{
    [Theory]
    [InlineData("Unix64",
        "0000000000000000" + "3010000000000000" + "0800000000000000"
        + "0001000000000000" + "3810000000000000" + "0800000000000000"
        + "0300000000000000" + "2F00000000000000")]
    [InlineData("Win64",
        "00000000" + "2010000000000000" + "04000000"
        + "00010000" + "2810000000000000" + "04000000"
        + "0300000000000000" + "2F00000000000000")]
    [InlineData("Win32",
        "00000000" + "18100000" + "04000000"
        + "00010000" + "20100000" + "04000000"
        + "0300000000000000" + "2F00000000000000")]
    public void Encode_puts_numbers_narrowed_and_aligned_behind_the_array(string layout, string bytes)
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.SEED);

        Assert.Equal(bytes, Convert.ToHexString(Encode(layout, template)));
    }

    [Theory]
    [InlineData("Unix64", 8, 16, 24)]
    [InlineData("Win64", 4, 12, 16)]
    public unsafe void Encode_points_at_bytes_where_they_lie(string layout, int pointer, int length, int size)
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKA.TOKEN, true).Add(CKA.ID, [1, 2, 3]);

        byte[] memory = Encode(layout, template);

        CkLayout named = Layouts.Named(layout);
        for (int i = 0; i < template.Count; i++)
        {
            ReadOnlySpan<byte> entry = memory.AsSpan(i * size, size);
            nuint address = named.ReadPointer(entry, pointer);
            Assert.True(template[i].Value.SequenceEqual(new ReadOnlySpan<byte>((void*)address, (int)named.ReadULong(entry, length))));
            fixed (byte* value = &MemoryMarshal.GetReference(template[i].Value))
                Assert.Equal((nuint)value, address);
        }
    }

    [Fact]
    public void Encode_gives_an_empty_value_an_address()
    {
        using AttributeTemplate template = new AttributeTemplate(capacity: 0).Add(CKA.LABEL, "");

        Assert.NotEqual(0u, CkLayout.Unix64.ReadPointer(Encode("Unix64", template), 8));
    }

    [Fact]
    public void Encode_of_a_number_too_wide_for_the_layout_throws()
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKA.VALUE_LEN, 0x1_0000_0000ul);

        Assert.Throws<ArgumentOutOfRangeException>(() => Encode("Win64", template));
    }

    private static byte[] Encode(string layout, AttributeTemplate template)
    {
        var structures = new CkStructures(Layouts.Named(layout));
        byte[] memory = new byte[TemplateEncoder.WordsFor(structures, template) * sizeof(ulong)];
        TemplateEncoder.Encode(structures, template, memory, address: 0x1000);
        return memory;
    }
}
