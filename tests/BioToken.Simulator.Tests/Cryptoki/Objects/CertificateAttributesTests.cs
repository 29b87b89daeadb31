using System.Text;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Tests;

/// <summary>
/// Tests of the attributes that PKCS#11 v3.0 section 4.6 defines for CKO_CERTIFICATE, and of those that every object has.
/// </summary>
public sealed class CertificateAttributesTests : IDisposable
{
    private static readonly byte[] Url = Encoding.ASCII.GetBytes("http://ca.example/cert.der");

    private readonly Bench _bench = new Bench().LoginFully();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void CreateObject_keeps_every_attribute_of_a_certificate()
    {
        Dictionary<CKA, byte[]> given = new()
        {
            [CKA.URL] = Url,
            [CKA.HASH_OF_SUBJECT_PUBLIC_KEY] = [1, 2, 3],
            [CKA.HASH_OF_ISSUER_PUBLIC_KEY] = [4, 5, 6],
            [CKA.JAVA_MIDP_SECURITY_DOMAIN] = BitConverter.GetBytes(2UL),
            [CKA.NAME_HASH_ALGORITHM] = BitConverter.GetBytes((ulong)CKM.SHA256),
            [CKA.CERTIFICATE_CATEGORY] = BitConverter.GetBytes(3UL),
            [CKA.START_DATE] = Encoding.ASCII.GetBytes("20260101"),
            [CKA.END_DATE] = Encoding.ASCII.GetBytes("20270101"),
            [CKA.PUBLIC_KEY_INFO] = [0x30, 0x00],
            [CKA.TRUSTED] = [0],
            [CKA.ISSUER] = [0x30, 0x00],
            [CKA.SERIAL_NUMBER] = [2, 1, 7],
            [CKA.LABEL] = [0x61],
        };
        AttributeTemplate template = TestKeys.Certificate();
        foreach ((CKA type, byte[] value) in given)
            template.Add(type, value);
        nuint certificate = _bench.Create(template);
        Assert.All(given, pair => Assert.Equal(pair.Value, _bench.Read(certificate, pair.Key)));
        Assert.Equal(3, _bench.Read(certificate, CKA.CHECK_VALUE)!.Length);
        Assert.Equal([certificate], _bench.Find(new AttributeTemplate().Add(CKA.URL, Url)));
    }

    [Fact]
    public void A_certificate_without_them_has_the_specifications_defaults()
    {
        nuint certificate = _bench.Create(TestKeys.Certificate());
        Assert.Empty(Value(certificate, CKA.URL));
        Assert.Empty(Value(certificate, CKA.HASH_OF_SUBJECT_PUBLIC_KEY));
        Assert.Empty(Value(certificate, CKA.HASH_OF_ISSUER_PUBLIC_KEY));
        Assert.Equal(0UL, Number(certificate, CKA.JAVA_MIDP_SECURITY_DOMAIN));
        Assert.Equal((ulong)CKM.SHA_1, Number(certificate, CKA.NAME_HASH_ALGORITHM));
        Assert.Equal([certificate], _bench.Find(new AttributeTemplate().Add(CKO.CERTIFICATE).Add(CKA.URL, [])));
    }

    [Fact]
    public void A_certificate_with_a_URL_and_hashes_needs_no_value()
    {
        AttributeTemplate Template() => new AttributeTemplate().Add(CKO.CERTIFICATE).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509)
            .Add(CKA.SUBJECT, [0x30, 0]).Add(CKA.URL, Url);
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, _bench.TryCreate(Template(), out _));
        Assert.Equal(CKR.TEMPLATE_INCOMPLETE, _bench.TryCreate(Template().Add(CKA.HASH_OF_SUBJECT_PUBLIC_KEY, [1]), out _));
        nuint certificate = _bench.Create(
            Template().Add(CKA.HASH_OF_SUBJECT_PUBLIC_KEY, [1]).Add(CKA.HASH_OF_ISSUER_PUBLIC_KEY, [2]));
        Assert.Empty(Value(certificate, CKA.VALUE));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, _bench.TryCreate(TestKeys.Certificate().Add(CKA.JAVA_MIDP_SECURITY_DOMAIN, 4UL), out _));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, _bench.TryCreate(TestKeys.Certificate().Add(CKA.CERTIFICATE_CATEGORY, 4UL), out _));
    }

    [Fact]
    public void A_trusted_certificate_is_not_changed_by_the_user()
    {
        using Bench bench = new();
        bench.Login(Bench.OfficerPin, CKU.SO);
        bench.Create(TestKeys.Certificate().Add(CKA.TRUSTED, true));
        bench.Module.Logout(bench.Session);
        bench.LoginFully();
        nuint certificate = Assert.Single(bench.Find(new AttributeTemplate().Add(CKA.TRUSTED, true)));

        Assert.Equal(CKR.ACTION_PROHIBITED, bench.Set(certificate, new AttributeTemplate().Add(CKA.LABEL, "other")));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.TryCopy(certificate, out _, new AttributeTemplate().Add(CKA.ISSUER, [1])));
        Assert.Equal(CKR.OK, bench.TryCopy(certificate, out _, new AttributeTemplate().Add(CKA.TOKEN, false)));
    }

    [Fact]
    public void Every_object_has_a_unique_identifier_that_nobody_sets_and_that_stays()
    {
        nuint[] objects =
        [
            _bench.Create(TestKeys.Certificate()), _bench.Create(TestKeys.RsaPrivate()), _bench.Create(TestKeys.RsaPublic()),
            _bench.Create(TestKeys.Data()), _bench.Create(TestKeys.Data(onToken: false)), _bench.Create(TestKeys.Data(onToken: false)),
            Assert.Single(_bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE))),
        ];
        string[] identifiers = [.. objects.Select(Identifier)];
        Assert.Equal(identifiers.Length, identifiers.Distinct(StringComparer.Ordinal).Count());
        Assert.All(identifiers, identifier => Assert.NotEmpty(identifier));
        Assert.All(objects[..6], handle => Assert.Equal([handle], _bench.Find(
            new AttributeTemplate().Add(CKA.UNIQUE_ID, Encoding.UTF8.GetBytes(Identifier(handle))))));

        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, _bench.TryCreate(TestKeys.Data().Add(CKA.UNIQUE_ID, "mine"), out _));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, _bench.Set(objects[0], new AttributeTemplate().Add(CKA.UNIQUE_ID, "mine")));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, _bench.TryCopy(objects[0], out _, new AttributeTemplate().Add(CKA.UNIQUE_ID, "mine")));
        Assert.Equal(CKR.OK, _bench.Set(objects[0], new AttributeTemplate().Add(CKA.LABEL, "changed")));
        Assert.Equal(CKR.OK, _bench.Set(objects[4], new AttributeTemplate().Add(CKA.LABEL, "changed")));
        Assert.Equal(string.Join(' ', identifiers), string.Join(' ', objects.Select(Identifier)));
        Assert.Equal(CKR.OK, _bench.TryCopy(objects[0], out nuint copy));
        Assert.DoesNotContain(Identifier(copy), string.Join(' ', identifiers), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unique_identifier_is_the_same_in_the_next_process()
    {
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        string before;
        using (TokenSimulator first = TokenSimulator.Open(folder.Path))
        {
            using Bench bench = new(simulator: first);
            bench.Create(TestKeys.Data());
            before = Identifier(bench, Assert.Single(bench.Find(new AttributeTemplate().Add(CKO.DATA))));
        }

        using TokenSimulator second = TokenSimulator.Open(folder.Path);
        using SimulatedCryptoki module = second.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.None, out nuint session);
        using AttributeTemplate wanted = new AttributeTemplate().Add(CKA.UNIQUE_ID, before);
        module.FindObjectsInit(session, wanted);
        module.FindObjects(session, new nuint[2], out int count);
        Assert.Equal(1, count);
    }

    [Fact]
    public void Keys_have_a_list_of_mechanisms_which_is_empty_where_none_was_set()
    {
        nuint[] keys =
        [
            _bench.Create(TestKeys.RsaPrivate()), _bench.Create(TestKeys.RsaPublic()), _bench.Create(TestKeys.EcPrivate()),
            _bench.Create(TestKeys.EcPublic()), _bench.Create(TestKeys.Secret(CKK.AES, new byte[16])),
        ];
        Assert.All(keys, key => Assert.Empty(Value(key, CKA.ALLOWED_MECHANISMS)));
        byte[] pss = BitConverter.GetBytes((ulong)CKM.RSA_PKCS_PSS);
        nuint limited = _bench.Create(TestKeys.RsaPrivate().Add(CKA.ALLOWED_MECHANISMS, pss));
        Assert.Equal(pss, _bench.Read(limited, CKA.ALLOWED_MECHANISMS));
        Assert.Equal(CKR.MECHANISM_INVALID, _bench.Module.SignInit(_bench.Session, new Mechanism(CKM.RSA_PKCS), limited));
        Assert.Equal(CKR.OK, _bench.Module.SignInit(_bench.Session, new Mechanism(CKM.RSA_PKCS), keys[0]));
    }

    [Fact]
    public void The_same_attribute_twice_with_one_value_counts_once()
    {
        nuint data = _bench.Create(TestKeys.Data().Add(CKA.LABEL, "data").Add(CKO.DATA).Add(CKA.TOKEN, true));
        Assert.Equal("data"u8.ToArray(), _bench.Read(data, CKA.LABEL));
        Assert.Equal(CKR.OK, _bench.Set(data, new AttributeTemplate().Add(CKA.LABEL, "new").Add(CKA.LABEL, "new")));
        Assert.Equal(CKR.OK, _bench.TryCopy(data, out _, new AttributeTemplate().Add(CKA.LABEL, "new").Add(CKA.LABEL, "new")));
        Assert.Equal(CKR.TEMPLATE_INCONSISTENT, _bench.TryCreate(TestKeys.Data().Add(CKA.LABEL, "another"), out _));
        Assert.Equal(CKR.TEMPLATE_INCONSISTENT, _bench.Set(data, new AttributeTemplate().Add(CKA.LABEL, "a").Add(CKA.LABEL, "b")));
        Assert.Equal(
            CKR.TEMPLATE_INCONSISTENT, _bench.TryCopy(data, out _, new AttributeTemplate().Add(CKA.LABEL, "a").Add(CKA.LABEL, "b")));
        using AttributeTemplate length = new AttributeTemplate()
            .Add(CKA.VALUE_LEN, 16UL)
            .Add(CKA.VALUE_LEN, 16UL)
            .Add(CKA.LABEL, "k")
            .Add(CKA.LABEL, "k");
        MechanismArgument aes = new() { Type = CKM.AES_KEY_GEN };
        Assert.Equal(CKR.OK, _bench.Module.Keys.GenerateKey(_bench.Session, aes, length, out _));
    }

    /// <summary>Returns the value of an attribute that the object has.</summary>
    private byte[] Value(nuint handle, CKA type) => Assert.IsType<byte[]>(_bench.Read(handle, type));

    private string Identifier(nuint handle) => Identifier(_bench, handle);

    private static string Identifier(Bench bench, nuint handle) => Encoding.UTF8.GetString(bench.Read(handle, CKA.UNIQUE_ID) ?? []);

    private ulong Number(nuint handle, CKA type) => BitConverter.ToUInt64(_bench.Read(handle, type));
}
