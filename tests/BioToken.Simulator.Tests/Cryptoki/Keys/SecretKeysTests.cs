using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class SecretKeysTests
{
    private static readonly byte[] Value = new byte[16];

    [Theory]
    [InlineData(CKK.AES, CKA.ENCRYPT, CKA.SIGN)]
    [InlineData(CKK.SEED, CKA.DECRYPT, CKA.VERIFY)]
    [InlineData(CKK.GENERIC_SECRET, CKA.SIGN, CKA.ENCRYPT)]
    public void CreateObject_gives_a_key_the_uses_of_its_type(CKK type, CKA allowed, CKA refused)
    {
        using Bench bench = new();
        nuint key = bench.Create(TestKeys.Secret(type, Value).Add(refused, true));
        Assert.Equal([1], bench.Read(key, allowed));
        Assert.Equal([0], bench.Read(key, refused));
        Assert.Equal(BitConverter.GetBytes((ulong)Value.Length), bench.Read(key, CKA.VALUE_LEN));
    }

    [Fact]
    public void GetAttributeValue_hides_a_value_that_is_sensitive_or_not_extractable()
    {
        using Bench bench = new();
        nuint byDefault = bench.Create(TestKeys.Secret(CKK.AES, Value));
        nuint sensitive = bench.Create(TestKeys.Secret(CKK.AES, Value).Add(CKA.EXTRACTABLE, true).Add(CKA.SENSITIVE, true));
        nuint fixedInPlace = bench.Create(TestKeys.Secret(CKK.AES, Value).Add(CKA.EXTRACTABLE, false).Add(CKA.SENSITIVE, false));
        nuint open = bench.Create(TestKeys.Secret(CKK.AES, Value).Add(CKA.EXTRACTABLE, true).Add(CKA.SENSITIVE, false));
        Assert.All([byDefault, sensitive, fixedInPlace], key => Assert.Null(bench.Read(key, CKA.VALUE)));
        Assert.Equal(Value, bench.Read(open, CKA.VALUE));
    }

    [Theory]
    [InlineData(CKK.AES, 15)]
    [InlineData(CKK.AES, 20)]
    [InlineData(CKK.AES, 33)]
    [InlineData(CKK.SEED, 15)]
    [InlineData(CKK.SEED, 32)]
    [InlineData(CKK.GENERIC_SECRET, 0)]
    public void CreateObject_of_a_length_that_no_key_has_is_refused(CKK type, int length)
    {
        using Bench bench = new();
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(TestKeys.Secret(type, new byte[length]), out _));
    }

    [Fact]
    public void CreateObject_does_not_take_the_length_or_leave_out_the_value()
    {
        using Bench bench = new();
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.TryCreate(TestKeys.Secret(CKK.AES, Value).Add(CKA.VALUE_LEN, 16UL), out _));
        AttributeTemplate withoutValue = new AttributeTemplate().Add(CKO.SECRET_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.AES);
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, bench.TryCreate(withoutValue, out _));
    }

    [Fact]
    public void CreateObject_with_CKA_PRIVATE_needs_a_login()
    {
        using Bench bench = new();
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.TryCreate(TestKeys.Secret(CKK.AES, Value).Add(CKA.PRIVATE, true), out _));
        bench.LoginFully();
        Assert.Equal(CKR.OK, bench.TryCreate(TestKeys.Secret(CKK.AES, Value).Add(CKA.PRIVATE, true), out _));
    }
}
