using System.Security.Cryptography;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Personas;

namespace BioToken.Simulator.Tests;

public class SearchTests
{
    [Fact]
    public void FindObjects_before_the_login_shows_no_private_objects()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Create(TestKeys.RsaPrivate());
        nuint certificate = bench.Create(TestKeys.Certificate());
        Assert.Equal(2, bench.Find().Length);
        bench.Module.Logout(bench.Session);
        Assert.Equal([certificate], bench.Find());
    }

    [Fact]
    public void FindObjects_matches_all_attributes_of_the_template()
    {
        using Bench bench = new();
        bench.Create(TestKeys.Data("one"));
        nuint two = bench.Create(TestKeys.Data("two"));
        Assert.Equal([two], bench.Find(new AttributeTemplate().Add(CKO.DATA).Add(CKA.LABEL, "two")));
        Assert.Empty(bench.Find(new AttributeTemplate().Add(CKO.CERTIFICATE).Add(CKA.LABEL, "two")));
    }

    [Fact]
    public void FindObjects_by_a_secret_value_finds_nothing()
    {
        using Bench bench = new Bench().LoginFully();
        bench.Create(TestKeys.RsaPrivate());
        RSAParameters key = TestKeys.Rsa.ExportParameters(includePrivateParameters: true);
        Assert.Empty(bench.Find(new AttributeTemplate().Add(CKA.PRIME_1, key.P!)));
        Assert.Single(bench.Find(new AttributeTemplate().Add(CKA.MODULUS, key.Modulus!)));
    }

    [Fact]
    public void FindObjects_shows_hardware_features_only_when_asked()
    {
        using Bench bench = new("bio-seal");
        Assert.Empty(bench.Find());
        Assert.Single(
            bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE).Add(CKA.HW_FEATURE_TYPE, SimulatedCounters.Attributes.FeatureType)));
        Assert.Empty(bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE).Add(CKA.HW_FEATURE_TYPE, 1)));
    }

    [Fact]
    public void FindObjects_gives_the_same_handle_each_time()
    {
        using Bench bench = new();
        nuint created = bench.Create(TestKeys.Data());
        Assert.Equal([created], bench.Find());
        Assert.Equal([created], bench.Find(session: bench.Open(readWrite: false)));
    }

    [Fact]
    public void FindObjects_in_small_steps_comes_to_an_end()
    {
        using Bench bench = new();
        for (int i = 0; i < 3; i++)
            bench.Create(TestKeys.Data());
        using AttributeTemplate all = new();
        bench.Module.FindObjectsInit(bench.Session, all);
        nuint[] two = new nuint[2];
        int[] counts = new int[3];
        for (int i = 0; i < counts.Length; i++)
            bench.Module.FindObjects(bench.Session, two, out counts[i]);
        Assert.Equal([2, 1, 0], counts);
    }

    [Fact]
    public void FindObjectsInit_twice_answers_operation_active()
    {
        using Bench bench = new();
        using AttributeTemplate all = new();
        Assert.Equal(CKR.OK, bench.Module.FindObjectsInit(bench.Session, all));
        Assert.Equal(CKR.OPERATION_ACTIVE, bench.Module.FindObjectsInit(bench.Session, all));
    }

    [Fact]
    public void FindObjects_without_init_answers_not_initialized()
    {
        using Bench bench = new();
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.FindObjects(bench.Session, new nuint[1], out _));
        Assert.Equal(CKR.OPERATION_NOT_INITIALIZED, bench.Module.FindObjectsFinal(bench.Session));
    }

    [Fact]
    public void FindObjects_sees_what_another_application_created()
    {
        using Bench bench = new();
        using SimulatedCryptoki other = bench.Simulator.CreateCryptoki();
        other.Initialize();
        other.OpenSession(bench.Slot, SessionFlags.ReadWrite, out nuint session);
        using AttributeTemplate template = TestKeys.Data();
        other.CreateObject(session, template, out _);
        Assert.Single(bench.Find());
    }

    [Fact]
    public void FindObjects_compares_numbers_flags_empty_values_and_arrays()
    {
        using Bench bench = new Bench().LoginFully();
        byte[] mechanisms = [.. AttributeSet.FromULong((ulong)CKM.RSA_PKCS), .. AttributeSet.FromULong((ulong)CKM.SHA256_RSA_PKCS)];
        nuint key = bench.Create(TestKeys.RsaPrivate().Add(CKA.ALLOWED_MECHANISMS, mechanisms));
        AttributeTemplate[] matching =
        [
            new AttributeTemplate().Add(CKA.KEY_TYPE, (ulong)CKK.RSA), new AttributeTemplate().Add(CKA.SIGN, true),
            new AttributeTemplate().Add(CKA.SUBJECT, []), new AttributeTemplate().Add(CKA.START_DATE, []),
            new AttributeTemplate().Add(CKA.ALLOWED_MECHANISMS, mechanisms),
            new AttributeTemplate().Add(CKA.KEY_GEN_MECHANISM, ulong.MaxValue),
        ];
        AttributeTemplate[] others =
        [
            new AttributeTemplate().Add(CKA.KEY_TYPE, (ulong)CKK.EC), new AttributeTemplate().Add(CKA.SIGN, false),
            new AttributeTemplate().Add(CKA.LABEL, []), new AttributeTemplate().Add(CKA.APPLICATION, []),
            new AttributeTemplate().Add(CKA.ALLOWED_MECHANISMS, mechanisms[..8]), new AttributeTemplate().Add((CKA)0x7777, []),
        ];
        Assert.All(matching, template => Assert.Equal(key, Assert.Single(bench.Find(template))));
        Assert.All(others, template => Assert.Empty(bench.Find(template)));
    }

    [Fact]
    public void FindObjects_compares_a_secret_keys_value_only_while_it_can_be_read()
    {
        using Bench bench = new();
        byte[] value = new byte[16];
        nuint key = bench.Create(new AttributeTemplate().Add(CKO.SECRET_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.AES).Add(CKA.VALUE, value)
            .Add(CKA.SENSITIVE, false).Add(CKA.EXTRACTABLE, true));
        Assert.Equal(key, Assert.Single(bench.Find(new AttributeTemplate().Add(CKA.VALUE, value))));
        bench.Set(key, new AttributeTemplate().Add(CKA.EXTRACTABLE, false));
        Assert.Empty(bench.Find(new AttributeTemplate().Add(CKA.VALUE, value)));
    }
}
