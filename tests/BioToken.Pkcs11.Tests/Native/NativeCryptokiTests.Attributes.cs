using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];

    [Fact]
    public void GetAttributeValue_whose_guesses_fit_makes_one_call()
    {
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.ID, 32), (CKA.VALUE, 4096));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.Equal((ulong)CKO.CERTIFICATE, query.GetULong(CKA.CLASS));
        Assert.Equal("id"u8, query.ValueAt(1));
        Assert.Equal(Large, query.ValueAt(2));
        Assert.Equal(1ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_reused_reads_each_object_afresh()
    {
        nuint first = CreateCertificate();
        nuint second = Create(CKO.DATA);
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.ID, 32), (CKA.VALUE, 16));

        Read(first, query);
        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, Read(second, query));

        Assert.Equal((ulong)CKO.DATA, query.GetULong(CKA.CLASS));
        Assert.False(query.IsAvailable(1));
        Assert.False(query.IsAvailable(2));
        Assert.Equal(CKR.OK, Read(first, query));
        Assert.Equal(Large, query.ValueAt(2));
    }

    [Fact]
    public void GetAttributeValue_with_too_small_a_guess_asks_length_and_value_of_that_one()
    {
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.ID, 32), (CKA.VALUE, 100));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.Equal("id"u8, query.ValueAt(0));
        Assert.Equal(Large, query.ValueAt(1));
        Assert.Equal(3ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_with_too_small_a_guess_keeps_the_room_for_the_next_object()
    {
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.VALUE, 100));

        Read(handle, query);
        Read(handle, query);

        Assert.Equal(Large, query.ValueAt(0));
        Assert.Equal(4ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_of_a_module_that_tells_the_length_at_once_makes_two_calls()
    {
        _stub.Set(StubSetting.TooSmallTellsLength, 1);
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.VALUE, 100));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.Equal(Large, query.ValueAt(0));
        Assert.Equal(2ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_with_a_guess_of_zero_makes_two_calls()
    {
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.ID, 0), (CKA.VALUE, 0));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.Equal("id"u8, query.ValueAt(0));
        Assert.Equal(Large, query.ValueAt(1));
        Assert.Equal(2ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_with_a_missing_attribute_fills_the_others()
    {
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.ALWAYS_AUTHENTICATE, 1), (CKA.ID, 32), (CKA.VALUE, 4096));

        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, Read(handle, query));

        Assert.Null(query.GetBoolean(CKA.ALWAYS_AUTHENTICATE));
        Assert.Equal("id"u8, query.ValueAt(1));
        Assert.Equal(Large, query.ValueAt(2));
        Assert.Equal(1ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_with_a_sensitive_attribute_fills_the_others_and_does_not_ask_again()
    {
        using AttributeTemplate template = new AttributeTemplate()
            .Add(CKO.PRIVATE_KEY).Add(CKA.MODULUS, [1, 2]).Add(CKA.PRIVATE_EXPONENT, [3, 4]);
        nuint handle = Create(template);
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.PRIVATE_EXPONENT, 512), (CKA.MODULUS, 512));

        Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, Read(handle, query));

        Assert.False(query.IsAvailable(1));
        Assert.Equal(new byte[] { 1, 2 }, query.ValueAt(2));
        Assert.Equal(1ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_whose_missing_attribute_masks_a_too_small_one_fetches_it()
    {
        nuint handle = CreateCertificate();
        using var query = new AttributeQuery((CKA.VALUE, 100), (CKA.MODULUS, 100), (CKA.CLASS, 8));

        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, Read(handle, query));

        Assert.Equal(Large, query.ValueAt(0));
        Assert.False(query.IsAvailable(1));
        Assert.Equal(3ul, _stub[StubReading.AttributeCalls]);
    }

    [Fact]
    public void GetAttributeValue_whose_sensitive_attribute_masks_a_too_small_one_fetches_it()
    {
        using AttributeTemplate template = new AttributeTemplate()
            .Add(CKO.PRIVATE_KEY).Add(CKA.MODULUS, Large.AsSpan(0, 256)).Add(CKA.PRIVATE_EXPONENT, [3, 4]);
        nuint handle = Create(template);
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.PRIVATE_EXPONENT, 512), (CKA.MODULUS, 128));

        Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, Read(handle, query));

        Assert.Equal((ReadOnlySpan<byte>)Large.AsSpan(0, 256), query.ValueAt(2));
        Assert.False(query.IsAvailable(1));
    }

    [Fact]
    public void GetAttributeValue_with_an_empty_value_finds_it_available()
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA).Add(CKA.LABEL, "");
        nuint handle = Create(template);
        using var query = new AttributeQuery((CKA.LABEL, 32));

        Assert.Equal(CKR.OK, Read(handle, query));

        Assert.True(query.IsAvailable(0));
        Assert.True(query.ValueAt(0).IsEmpty);
    }

    [Fact]
    public void GetAttributeValue_that_fails_fills_nothing()
    {
        nuint handle = CreateCertificate();
        _stub.Set(StubSetting.AttributesResult, (ulong)CKR.DEVICE_REMOVED);
        using var query = new AttributeQuery((CKA.ID, 32));

        Assert.Equal(CKR.DEVICE_REMOVED, Read(handle, query));

        Assert.False(query.IsAvailable(0));
    }

    [Fact]
    public void GetAttributeValue_of_an_unknown_object_returns_the_modules_answer()
    {
        using var query = new AttributeQuery((CKA.ID, 32));

        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, Read(0x4242, query));
    }

    private nuint CreateCertificate()
    {
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.CERTIFICATE).Add(CKA.ID, "id"u8).Add(CKA.VALUE, Large);
        return Create(template);
    }

    private CKR Read(nuint handle, AttributeQuery query) => _cryptoki.GetAttributeValue(OpenSession(), handle, query);
}
