using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class ObjectsTests
{
    public static TheoryData<CKA> SecretAttributes =>
        [CKA.PRIVATE_EXPONENT, CKA.PRIME_1, CKA.PRIME_2, CKA.EXPONENT_1, CKA.EXPONENT_2, CKA.COEFFICIENT];

    [Fact]
    public void CreateObject_of_a_private_key_fills_in_the_defaults()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        Dictionary<CKA, bool> expected = new()
        {
            [CKA.PRIVATE] = true, [CKA.SENSITIVE] = true, [CKA.EXTRACTABLE] = false, [CKA.LOCAL] = false, [CKA.NEVER_EXTRACTABLE] = false,
            [CKA.ALWAYS_SENSITIVE] =
                false, [CKA.SIGN] = true, [CKA.UNWRAP] = false, [CKA.DERIVE] = false, [CKA.ALWAYS_AUTHENTICATE] = false,
            [CKA.MODIFIABLE] = true,
        };
        Assert.All(expected, pair => Assert.Equal(pair.Value ? [1] : [0], bench.Read(key, pair.Key)!));
    }

    [Fact]
    public void CreateObject_forces_the_safe_values_whatever_the_template_says()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate().Add(CKA.SENSITIVE, false).Add(CKA.EXTRACTABLE, true).Add(CKA.PRIVATE, false)
            .Add(CKA.UNWRAP, true).Add(CKA.DERIVE, true));
        Assert.Equal([[1], [0], [1], [0], [0]],
            [bench.Read(key, CKA.SENSITIVE), bench.Read(key, CKA.EXTRACTABLE), bench.Read(key, CKA.PRIVATE), bench.Read(key, CKA.UNWRAP), bench.Read(key, CKA.DERIVE)]);
    }

    [Theory]
    [MemberData(nameof(SecretAttributes))]
    public void GetAttributeValue_of_a_secret_answers_sensitive_with_the_others_filled(CKA secret)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        using AttributeQuery query = new((CKA.ID, 8), (secret, 512), (CKA.KEY_TYPE, 8));
        Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, bench.Module.GetAttributeValue(bench.Session, key, query));
        Assert.Equal(TestKeys.Id, query.GetBytes(CKA.ID));
        Assert.False(query.IsAvailable(1));
        Assert.Equal((ulong)CKK.RSA, query.GetULong(CKA.KEY_TYPE));
    }

    [Fact]
    public void GetAttributeValue_of_an_ec_keys_value_answers_sensitive()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.EcPrivate());
        using AttributeQuery query = new((CKA.VALUE, 64));
        Assert.Equal(CKR.ATTRIBUTE_SENSITIVE, bench.Module.GetAttributeValue(bench.Session, key, query));
    }

    [Fact]
    public void GetAttributeValue_of_an_unknown_attribute_answers_type_invalid_with_the_others_filled()
    {
        using Bench bench = new();
        nuint data = bench.Create(TestKeys.Data("hello"));
        using AttributeQuery query = new((CKA.MODULUS, 8), (CKA.LABEL, 2));
        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, bench.Module.GetAttributeValue(bench.Session, data, query));
        Assert.Equal("hello"u8.ToArray(), query.GetBytes(CKA.LABEL));
    }

    [Fact]
    public void GetAttributeValue_of_more_than_a_query_holds_answers_host_memory()
    {
        using Bench bench = new();
        nuint data = bench.Create(TestKeys.Data(length: 60_000));
        using AttributeQuery query = new([.. Enumerable.Repeat((CKA.VALUE, 0), 20)]);
        Assert.Equal(CKR.HOST_MEMORY, bench.Module.GetAttributeValue(bench.Session, data, query));
    }

    [Fact]
    public void CreateObject_gives_both_keys_the_same_public_key_info()
    {
        using Bench bench = new Bench().LoginFully();
        byte[] expected = TestKeys.Rsa.ExportSubjectPublicKeyInfo();
        Assert.Equal(expected, bench.Read(bench.Create(TestKeys.RsaPrivate()), CKA.PUBLIC_KEY_INFO));
        Assert.Equal(expected, bench.Read(bench.Create(TestKeys.RsaPublic()), CKA.PUBLIC_KEY_INFO));
        Assert.Equal(TestKeys.Ec.ExportSubjectPublicKeyInfo(), bench.Read(bench.Create(TestKeys.EcPublic()), CKA.PUBLIC_KEY_INFO));
    }

    [Fact]
    public void CreateObject_of_a_certificate_computes_its_check_value()
    {
        using Bench bench = new();
        nuint certificate = bench.Create(TestKeys.Certificate());
        Assert.Equal(
            CryptographicOperations.HashData(HashAlgorithmName.SHA1, new byte[700])[..3], bench.Read(certificate, CKA.CHECK_VALUE));
    }

    [Fact]
    public void CreateObject_before_the_login_makes_no_private_object()
    {
        using Bench bench = new();
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.TryCreate(TestKeys.RsaPrivate(), out _));
        Assert.Equal(CKR.OK, bench.TryCreate(TestKeys.Certificate(), out _));
    }

    [Fact]
    public void CreateObject_in_a_read_only_session_makes_no_token_object()
    {
        using Bench bench = new Bench().LoginFully();
        nuint session = bench.Open(readWrite: false);
        using AttributeTemplate onToken = TestKeys.RsaPrivate();
        using AttributeTemplate inSession = TestKeys.RsaPrivate(onToken: false);
        Assert.Equal(CKR.SESSION_READ_ONLY, bench.Module.CreateObject(session, onToken, out _));
        Assert.Equal(CKR.OK, bench.Module.CreateObject(session, inSession, out _));
    }

    [Fact]
    public void DestroyObject_in_a_read_only_session_destroys_no_token_object()
    {
        using Bench bench = new();
        nuint handle = bench.Create(TestKeys.Data());
        Assert.Equal(CKR.SESSION_READ_ONLY, bench.Module.DestroyObject(bench.Open(readWrite: false), handle));
        Assert.Equal(CKR.OK, bench.Module.DestroyObject(bench.Session, handle));
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.Module.DestroyObject(bench.Session, handle));
    }

    [Fact]
    public void DestroyObject_of_a_protected_one_or_of_the_counters_is_prohibited()
    {
        using Bench bench = new();
        nuint handle = bench.Create(TestKeys.Data().Add(CKA.DESTROYABLE, false));
        nuint counters = Assert.Single(bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE)));
        Assert.Equal(CKR.ACTION_PROHIBITED, bench.Module.DestroyObject(bench.Session, handle));
        Assert.Equal(CKR.ACTION_PROHIBITED, bench.Module.DestroyObject(bench.Session, counters));
    }

    [Fact]
    public void CreateObject_over_the_memory_answers_device_memory_and_leaves_the_rest()
    {
        using Bench bench = new(change: options => options with { Memory = 2000 });
        Assert.Equal(CKR.OK, bench.TryCreate(TestKeys.Certificate(), out _));
        Assert.Equal(CKR.DEVICE_MEMORY, bench.TryCreate(TestKeys.Certificate(length: 2000), out _));
        Assert.Equal(bench.Info.TotalPrivateMemory, bench.Info.FreePrivateMemory + (ulong)bench.Token.MemoryUsed);
        Assert.Single(bench.Token.Objects);
    }

    [Fact]
    public void CreateObject_over_the_number_of_objects_answers_device_memory()
    {
        using Bench bench = new(change: options => options with { MaxObjects = 1 });
        bench.Create(TestKeys.Data());
        Assert.Equal(CKR.DEVICE_MEMORY, bench.TryCreate(TestKeys.Data(), out _));
    }

    [Theory]
    [MemberData(nameof(SlotsTests.Vendors), MemberType = typeof(SlotsTests))]
    public void CreateObject_of_two_identities_fits_every_persona(string vendor)
    {
        using Bench bench = new Bench(vendor).LoginFully();
        for (int pair = 0; pair < 4; pair++)
        {
            bench.Create(TestKeys.RsaPrivate());
            bench.Create(TestKeys.RsaPublic());
            bench.Create(TestKeys.Certificate(length: 1800));
            bench.Create(TestKeys.Data(isPrivate: true));
        }
    }

    [Fact]
    public void CreateObject_completes_the_crt_parts()
    {
        using Bench bench = new Bench().LoginFully();
        byte[] data = [1, 2, 3];
        nuint key = bench.Create(TestKeys.RsaPrivate(withCrt: false));
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.SHA256_RSA_PKCS), key, data, out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void CreateObject_of_parts_that_do_not_belong_together_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        using RSA other = RSA.Create(2048);
        RSAParameters mine = TestKeys.Rsa.ExportParameters(includePrivateParameters: true);
        RSAParameters theirs = other.ExportParameters(includePrivateParameters: true);
        AttributeTemplate mixed = new AttributeTemplate(2048).Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA).Add(CKA.TOKEN, true)
            .Add(CKA.MODULUS, mine.Modulus!).Add(CKA.PUBLIC_EXPONENT, mine.Exponent!).Add(CKA.PRIVATE_EXPONENT, theirs.D!)
            .Add(CKA.PRIME_1, theirs.P!).Add(CKA.PRIME_2, theirs.Q!);
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(mixed, out _));
    }

    [Fact]
    public void CreateObject_of_a_small_rsa_key_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        using RSA small = RSA.Create(1024);
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(TestKeys.RsaPrivate(key: small), out _));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("010000")]
    public void CreateObject_of_an_rsa_key_without_a_usable_exponent_is_refused(string exponent)
    {
        using Bench bench = new Bench().LoginFully();
        AttributeTemplate template = new AttributeTemplate().Add(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.MODULUS, TestKeys.Rsa.ExportParameters(false).Modulus!).Add(CKA.PUBLIC_EXPONENT, Convert.FromHexString(exponent));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(template, out _));
    }

    [Fact]
    public void CreateObject_of_an_rsa_key_with_an_even_modulus_or_a_longer_exponent_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        RSAParameters key = TestKeys.Rsa.ExportParameters(includePrivateParameters: false);
        byte[] even = [.. key.Modulus!];
        even[^1] ^= 1;
        AttributeTemplate evenModulus = new AttributeTemplate().Add(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.MODULUS, even).Add(CKA.PUBLIC_EXPONENT, key.Exponent!);
        AttributeTemplate longExponent = new AttributeTemplate().Add(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA)
            .Add(CKA.MODULUS, key.Modulus!).Add(CKA.PUBLIC_EXPONENT, [1, .. key.Modulus!]);
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(evenModulus, out _));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(longExponent, out _));
    }

    [Fact]
    public void CreateObject_on_another_curve_is_refused()
    {
        using Bench bench = new Bench().LoginFully();
        Assert.Equal(CKR.CURVE_NOT_SUPPORTED, bench.TryCreate(TestKeys.EcPrivate(curve: "1.3.132.0.10"), out _));
    }

    [Fact]
    public void CreateObject_of_a_point_off_the_curve_is_refused()
    {
        using Bench bench = new();
        using AttributeTemplate good = TestKeys.EcPublic();
        good.TryGet(CKA.EC_POINT, out TemplateAttribute point);
        good.TryGet(CKA.EC_PARAMS, out TemplateAttribute parameters);
        byte[] bad = point.Value.ToArray();
        bad[^1] ^= 1;
        AttributeTemplate template = new AttributeTemplate().Add(CKO.PUBLIC_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.EC)
            .Add(CKA.EC_PARAMS, parameters.Value).Add(CKA.EC_POINT, bad);
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.TryCreate(template, out _));
    }

    [Fact]
    public void CreateObject_with_bad_templates_answers_what_is_wrong()
    {
        using Bench bench = new Bench().LoginFully();
        (CKR Expected, AttributeTemplate Template)[] cases =
        [
            (CKR.TEMPLATE_INCOMPLETE, new AttributeTemplate()),
            (CKR.TEMPLATE_INCOMPLETE, new AttributeTemplate().Add(CKO.CERTIFICATE)),
            (CKR.TEMPLATE_INCOMPLETE, new AttributeTemplate().Add(CKO.CERTIFICATE).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509).Add(CKA.SUBJECT, [1])),
            (CKR.ATTRIBUTE_VALUE_INVALID, new AttributeTemplate().Add(CKO.HW_FEATURE)),
            (CKR.ATTRIBUTE_VALUE_INVALID, new AttributeTemplate().Add(CKO.CERTIFICATE).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.WTLS)),
            (CKR.ATTRIBUTE_VALUE_INVALID, TestKeys.Data().Add(CKA.MODIFIABLE, [2])),
            (CKR.ATTRIBUTE_VALUE_INVALID, new AttributeTemplate().Add(CKA.CLASS, [1])),
            (CKR.TEMPLATE_INCONSISTENT, TestKeys.Data().Add(CKA.MODULUS, [1])),
            (CKR.TEMPLATE_INCONSISTENT, TestKeys.Data().Add(CKA.LABEL, "twice")),
            (CKR.ATTRIBUTE_TYPE_INVALID, TestKeys.Data().Add((CKA)0x80001234, [1])),
            (CKR.ATTRIBUTE_READ_ONLY, TestKeys.RsaPrivate().Add(CKA.LOCAL, true)),
            (CKR.ATTRIBUTE_READ_ONLY, TestKeys.RsaPublic().Add(CKA.MODULUS_BITS, 2048)),
            (CKR.ATTRIBUTE_READ_ONLY, TestKeys.Certificate().Add(CKA.TRUSTED, true)),
            (CKR.ATTRIBUTE_VALUE_INVALID, TestKeys.RsaPublic().Add(CKA.PUBLIC_KEY_INFO, [1, 2, 3])),
            (CKR.DEVICE_MEMORY, TestKeys.Data(length: 70_000)),
        ];
        Assert.All(cases, c => Assert.Equal(c.Expected, bench.TryCreate(c.Template, out _)));
    }

    [Fact]
    public void CreateObject_by_the_officer_may_trust_a_certificate()
    {
        using Bench bench = new();
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal([1], bench.Read(bench.Create(TestKeys.Certificate().Add(CKA.TRUSTED, true)), CKA.TRUSTED));
    }
}
