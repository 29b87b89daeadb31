using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

public sealed class SpaceProbeTests
{
    // Two attributes (class and CKA_TOKEN) and a value: 8 bytes of header each.
    private const int Overhead = 8 + 8 + 1 + 8 + 8;

    [Theory]
    [InlineData(null, 5UL, null)]
    [InlineData(5UL, null, null)]
    [InlineData(5UL, 5UL, 5L)]
    [InlineData(5UL, 7UL, 12L)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, long.MaxValue)]
    public void Free_counts_equal_figures_as_one_memory(ulong? freePrivate, ulong? freePublic, long? expected)
        => Assert.Equal(expected, SpaceProbe.Free(Token(freePrivate, freePublic)));

    [Fact]
    public void Measure_counts_values_and_a_header_for_each_attribute()
    {
        using NewObject one = Object(CKO.DATA, 100);
        using NewObject other = Object(CKO.CERTIFICATE, 50);

        Assert.Equal(150 + (2 * Overhead), SpaceProbe.Measure([one, other]));
        Assert.Equal(0, SpaceProbe.Measure([]));
    }

    [Theory]
    [InlineData(3, SpaceCheckResult.Sufficient)]
    [InlineData(2, SpaceCheckResult.Unknown)]
    [InlineData(1, SpaceCheckResult.Insufficient)]
    public void ByFigures_of_one_memory_keeps_half_as_much_in_reserve(int halves, SpaceCheckResult expected)
    {
        using NewObject secret = Object(CKO.PRIVATE_KEY, 100);
        using NewObject open = Object(CKO.CERTIFICATE, 100);
        ulong free = (ulong)(SpaceProbe.Measure([secret, open]) * halves / 2);

        Assert.Equal(expected, SpaceProbe.ByFigures([secret, open], Token(free, free)));
        if (halves > 1)
            Assert.NotEqual(expected, SpaceProbe.ByFigures([secret, open], Token(free - 1, free - 1)));
    }

    [Theory]
    [InlineData(CKO.PRIVATE_KEY, true)]
    [InlineData(CKO.DATA, true)]
    [InlineData(CKO.CERTIFICATE, false)]
    [InlineData(CKO.PUBLIC_KEY, false)]
    public void ByFigures_of_two_memories_compares_each_class_with_its_own(CKO kind, bool isPrivate)
    {
        using NewObject planned = Object(kind, 100);
        ulong needed = (ulong)(SpaceProbe.Measure([planned]) * 3 / 2);
        TokenInfo enough = isPrivate ? Token(needed, 0) : Token(0, needed);
        TokenInfo wrong = isPrivate ? Token(0, needed) : Token(needed, 0);

        Assert.Equal(SpaceCheckResult.Sufficient, SpaceProbe.ByFigures([planned], enough));
        Assert.Equal(SpaceCheckResult.Insufficient, SpaceProbe.ByFigures([planned], wrong));
    }

    [Fact]
    public void ByFigures_without_figures_decides_only_if_there_is_nothing_to_write()
    {
        using NewObject planned = Object(CKO.DATA, 1);

        Assert.Equal(SpaceCheckResult.Unknown, SpaceProbe.ByFigures([planned], Token(freePrivate: null, freePublic: 100_000)));
        Assert.Equal(SpaceCheckResult.Sufficient, SpaceProbe.ByFigures([], Token(freePrivate: null, freePublic: null)));
    }

    private static NewObject Object(CKO kind, int length)
        => new(kind, certificate: null, template => template.Add(CKA.VALUE, new byte[length]));

    private static TokenInfo Token(ulong? freePrivate, ulong? freePublic) => new()
    {
        Label = "",
        Manufacturer = "",
        Model = "",
        SerialNumber = "",
        FreePrivateMemory = freePrivate,
        FreePublicMemory = freePublic,
    };
}
