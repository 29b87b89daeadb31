using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Tests;

public sealed class CkMemoryTests
{
    [Fact]
    public void Widen_spreads_packed_numbers_in_place()
    {
        ulong[] elements = [0x8000_0002_0000_0001, 0x0000_0004_0000_0003, ulong.MaxValue, ulong.MaxValue];

        CkLayout.Win64.Widen<ulong>(elements);

        Assert.Equal([0x1, 0x8000_0002, 0x3, 0x4], elements);
    }

    [Fact]
    public void Widen_leaves_numbers_of_the_same_width_alone()
    {
        ulong[] wide = [1, ulong.MaxValue];
        uint[] narrow = [1, uint.MaxValue];

        CkLayout.Unix64.Widen<ulong>(wide);
        CkLayout.Win32.Widen<uint>(narrow);

        Assert.Equal([1, ulong.MaxValue], wide);
        Assert.Equal([1, uint.MaxValue], narrow);
    }

    [Fact]
    public void WriteULong_of_unavailable_keeps_its_meaning_in_four_bytes()
    {
        byte[] memory = new byte[8];

        CkLayout.Win64.WriteULong(memory, 0, ulong.MaxValue);

        Assert.Equal("FFFFFFFF00000000", Convert.ToHexString(memory));
        Assert.Null(CkLayout.Win64.ReadOptionalULong(memory, 0));
    }

    [Fact]
    public void WriteULong_of_more_than_four_bytes_hold_throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => CkLayout.Win32.WriteULong(new byte[8], 0, 0x1_0000_0000));

    [Theory]
    [InlineData("Unix64", "8877665544332211")]
    [InlineData("Win64", "8877665544332211")]
    [InlineData("Win32", "44332211")]
    public void Pointer_is_read_and_written_in_the_layouts_size(string name, string bytes)
    {
        CkLayout layout = Layouts.Named(name);
        nuint value = unchecked((nuint)(layout.PointerSize == 8 ? 0x1122_3344_5566_7788ul : 0x1122_3344ul));
        byte[] memory = new byte[layout.PointerSize];

        layout.WritePointer(memory, 0, value);

        Assert.Equal(bytes, Convert.ToHexString(memory));
        Assert.Equal(value, layout.ReadPointer(memory, 0));
    }
}
