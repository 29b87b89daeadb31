using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

/// <summary>Modules that report wrong lengths.</summary>
public abstract partial class NativeCryptokiTests
{
    [Fact]
    public void GetAttributeValue_unavailable_with_OK_is_not_set()
    {
        nuint handle = CreateCertificate();
        _stub.Set(StubSetting.ClaimedValue, ulong.MaxValue);
        using var query = new AttributeQuery((CKA.VALUE, 4096), (CKA.ID, 32));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.False(query.IsAvailable(0));
        Assert.Equal("id"u8, query.ValueAt(1));
        Assert.Equal(1ul, _stub[StubReading.AttributeCalls]);
    }

    [Theory]
    [InlineData(65_537)]
    [InlineData(int.MaxValue)]
    [InlineData(0x8000_0000)]
    [InlineData(0xFFFF_FFFE)]
    public void GetAttributeValue_of_a_claimed_length_above_the_limit_fills_nothing_and_allocates_nothing(ulong claim)
    {
        nuint handle = CreateCertificate();
        _stub.Set(StubSetting.ClaimedValue, claim);
        using var query = new AttributeQuery((CKA.VALUE, 100), (CKA.ID, 32));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(CKR.BUFFER_TOO_SMALL, Read(handle, query));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
        Assert.False(query.IsAvailable(0));
        Assert.False(query.IsAvailable(1));
    }

    [Fact]
    public void GetAttributeValue_of_a_claimed_length_beyond_the_room_reads_inside_its_own_buffer()
    {
        nuint handle = CreateCertificate();
        _stub.Set(StubSetting.ClaimedValue, 200);
        using var query = new AttributeQuery((CKA.VALUE, 100), (CKA.ID, 32));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.Equal(200, query.ValueAt(0).Length);
        Assert.Equal("id"u8, query.ValueAt(1));
    }

    [Fact]
    public void GetAttributeValue_of_a_value_that_grows_for_ever_gives_up_after_three_rounds()
    {
        nuint handle = CreateCertificate();
        _stub.Set(StubSetting.ValueGrows, 1);
        using var query = new AttributeQuery((CKA.VALUE, 100));

        Assert.Equal(CKR.BUFFER_TOO_SMALL, Read(handle, query));

        Assert.False(query.IsAvailable(0));
        Assert.Equal(7ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_of_values_above_the_sum_fills_nothing()
    {
        using var template = new AttributeTemplate();
        var types = new (CKA, int)[20];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = ((CKA)((ulong)CKA.VENDOR_DEFINED + (ulong)i), 16);
            template.Add(types[i].Item1, new byte[60_000]);
        }

        nuint handle = Create(template);
        using var query = new AttributeQuery(types);

        Assert.Equal(CKR.BUFFER_TOO_SMALL, Read(handle, query));
        Assert.False(query.IsAvailable(0));
    }
}
