using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Tests;

/// <summary>Sizes and offsets, compared with values counted by hand from the C declarations.</summary>
public sealed class CkStructuresTests
{
    [Theory]
    [InlineData("Unix64", 88, new[] { 0, 2, 40, 48, 80 })]
    [InlineData("Win64", 72, new[] { 0, 2, 34, 38, 70 })]
    [InlineData("Win32", 72, new[] { 0, 2, 34, 38, 70 })]
    public void Info_has_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
        => AssertIs(size, offsets, Of(layout).Info);

    [Theory]
    [InlineData("Unix64", 112, new[] { 0, 64, 96, 104, 106 })]
    [InlineData("Win64", 104, new[] { 0, 64, 96, 100, 102 })]
    [InlineData("Win32", 104, new[] { 0, 64, 96, 100, 102 })]
    public void SlotInfo_has_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
        => AssertIs(size, offsets, Of(layout).SlotInfo);

    [Theory]
    [InlineData("Unix64", 208, new[] { 0, 32, 64, 80, 96, 104, 112, 120, 128, 136, 144, 152, 160, 168, 176, 184, 186, 188 })]
    [InlineData("Win64", 160, new[] { 0, 32, 64, 80, 96, 100, 104, 108, 112, 116, 120, 124, 128, 132, 136, 140, 142, 144 })]
    [InlineData("Win32", 160, new[] { 0, 32, 64, 80, 96, 100, 104, 108, 112, 116, 120, 124, 128, 132, 136, 140, 142, 144 })]
    public void TokenInfo_has_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
        => AssertIs(size, offsets, Of(layout).TokenInfo);

    [Theory]
    [InlineData("Unix64", 32, new[] { 0, 8, 16, 24 })]
    [InlineData("Win64", 16, new[] { 0, 4, 8, 12 })]
    [InlineData("Win32", 16, new[] { 0, 4, 8, 12 })]
    public void SessionInfo_has_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
        => AssertIs(size, offsets, Of(layout).SessionInfo);

    [Theory]
    [InlineData("Unix64", 24, new[] { 0, 8, 16 })]
    [InlineData("Win64", 12, new[] { 0, 4, 8 })]
    [InlineData("Win32", 12, new[] { 0, 4, 8 })]
    public void MechanismInfo_and_PssParameters_have_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
    {
        AssertIs(size, offsets, Of(layout).MechanismInfo);
        AssertIs(size, offsets, Of(layout).PssParameters);
    }

    [Theory]
    [InlineData("Unix64", 24, new[] { 0, 8, 16 })]
    [InlineData("Win64", 16, new[] { 0, 4, 12 })]
    [InlineData("Win32", 12, new[] { 0, 4, 8 })]
    public void Attribute_and_Mechanism_have_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
    {
        AssertIs(size, offsets, Of(layout).Attribute);
        AssertIs(size, offsets, Of(layout).Mechanism);
    }

    [Theory]
    [InlineData("Unix64", 48, new[] { 0, 8, 16, 24, 32, 40 })]
    [InlineData("Win64", 44, new[] { 0, 8, 16, 24, 32, 36 })]
    [InlineData("Win32", 24, new[] { 0, 4, 8, 12, 16, 20 })]
    public void InitializeArguments_have_the_size_and_offsets_of_C(string layout, int size, int[] offsets)
        => AssertIs(size, offsets, Of(layout).InitializeArguments);

    [Theory]
    [InlineData("Unix64", 552, 8, 8)]
    [InlineData("Win64", 546, 2, 8)]
    [InlineData("Win32", 274, 2, 4)]
    public void FunctionList_has_its_68_functions_where_C_has_them(string layout, int size, int first, int step)
    {
        CkStructure list = Of(layout).FunctionList;

        Assert.Equal(size, list.Size);
        for (int function = 0; function < 68; function++)
            Assert.Equal(first + function * step, list[function + 1]);
    }

    [Theory]
    [InlineData("Initialize", 0)]
    [InlineData("GetSlotList", 4)]
    [InlineData("OpenSession", 12)]
    [InlineData("Login", 18)]
    [InlineData("GetAttributeValue", 24)]
    [InlineData("FindObjectsInit", 26)]
    [InlineData("SignInit", 42)]
    [InlineData("GenerateKeyPair", 59)]
    [InlineData("WaitForSlotEvent", 67)]
    public void Function_has_its_place_in_the_table(string function, int place)
        => Assert.Equal(place, (int)Enum.Parse<CryptokiFunction>(function));

    [Fact]
    public void Native_is_the_layout_of_this_process()
    {
        Assert.Equal(nint.Size, CkLayout.Native.PointerSize);
        Assert.Equal(OperatingSystem.IsWindows() ? 4 : nint.Size, CkLayout.Native.ULongSize);
    }

    [Fact]
    public void Constructor_with_a_layout_that_cannot_be_throws()
        => Assert.Throws<ArgumentException>(() => new CkStructures(default));

    private static CkStructures Of(string layout) => new(Layouts.Named(layout));

    private static void AssertIs(int size, int[] offsets, CkStructure structure)
    {
        Assert.Equal(size, structure.Size);
        Assert.Equal(offsets, Enumerable.Range(0, offsets.Length).Select(field => structure[field]));
    }
}
