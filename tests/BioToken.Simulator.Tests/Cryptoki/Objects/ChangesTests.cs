using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Tests;

public class ChangesTests
{
    private static readonly byte[] Message = [1, 2, 3];

    public static TheoryData<CKA> FixedAttributes =>
    [
        CKA.CLASS, CKA.KEY_TYPE, CKA.TOKEN, CKA.PRIVATE, CKA.MODIFIABLE, CKA.DESTROYABLE, CKA.LOCAL, CKA.KEY_GEN_MECHANISM, CKA.MODULUS,
        CKA.PUBLIC_EXPONENT, CKA.PRIVATE_EXPONENT, CKA.PRIME_1, CKA.ALWAYS_SENSITIVE, CKA.NEVER_EXTRACTABLE, CKA.ALWAYS_AUTHENTICATE,
        CKA.ALLOWED_MECHANISMS, CKA.PUBLIC_KEY_INFO,
    ];

    public static TheoryData<CKA, bool> SafeValues => new()
    {
        { CKA.SENSITIVE, false }, { CKA.EXTRACTABLE, true }, { CKA.UNWRAP, true }, { CKA.DERIVE, true }, { CKA.SIGN_RECOVER, true },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SetAttributeValue_changes_what_it_names_and_keeps_the_rest_and_the_handle(bool onToken)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate(onToken));
        Assert.Equal(CKR.OK, bench.Set(key, new AttributeTemplate().Add(CKA.ID, [9]).Add(CKA.LABEL, "other").Add(CKA.SUBJECT, [1, 2])));
        Assert.Equal(
            [[9], "other"u8.ToArray(), [1, 2]], [bench.Read(key, CKA.ID), bench.Read(key, CKA.LABEL), bench.Read(key, CKA.SUBJECT)]);
        Assert.Equal(key, Assert.Single(bench.Find(new AttributeTemplate().Add(CKA.ID, [9]))));
        Assert.Empty(bench.Find(new AttributeTemplate().Add(CKA.ID, TestKeys.Id)));
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.SHA256_RSA_PKCS), key, Message, out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(Message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void SetAttributeValue_keeps_the_objects_in_order()
    {
        using TemporaryFolder directory = new();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        nuint[] handles = [bench.Create(TestKeys.Data("a")), bench.Create(TestKeys.Data("b")), bench.Create(TestKeys.Data("c"))];
        bench.Set(handles[1], new AttributeTemplate().Add(CKA.LABEL, "d"));
        bench.Set(handles[1], new AttributeTemplate().Add(CKA.LABEL, "e"));
        using TokenSimulator again = TokenSimulator.Open(directory.Path);
        Assert.Equal("a, e, c", string.Join(", ", again.Tokens[0].Objects.Select(o => o.Label)));
        Assert.Equal(handles, bench.Find());
    }

    [Theory]
    [MemberData(nameof(FixedAttributes))]
    public void SetAttributeValue_of_a_fixed_attribute_answers_read_only(CKA type)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        byte[] value = type is CKA.CLASS or CKA.KEY_TYPE or CKA.KEY_GEN_MECHANISM or CKA.ALLOWED_MECHANISMS ? new byte[8] : [0];
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(key, new AttributeTemplate().Add(type, value)));
    }

    [Theory]
    [MemberData(nameof(SafeValues))]
    public void SetAttributeValue_makes_no_private_key_less_safe(CKA type, bool unsafeValue)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate());
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(key, new AttributeTemplate().Add(type, unsafeValue)));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.TryCopy(key, out _, new AttributeTemplate().Add(type, unsafeValue)));
        Assert.Equal(CKR.OK, bench.Set(key, new AttributeTemplate().Add(type, !unsafeValue)));
    }

    [Fact]
    public void SetAttributeValue_of_sensitive_and_extractable_goes_one_way()
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(Secret().Add(CKA.SENSITIVE, false).Add(CKA.EXTRACTABLE, true));
        Assert.NotNull(bench.Read(key, CKA.VALUE));
        Assert.Equal(CKR.OK, bench.Set(key, new AttributeTemplate().Add(CKA.SENSITIVE, true).Add(CKA.EXTRACTABLE, false)));
        Assert.Null(bench.Read(key, CKA.VALUE));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(key, new AttributeTemplate().Add(CKA.SENSITIVE, false)));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(key, new AttributeTemplate().Add(CKA.EXTRACTABLE, true)));
        Assert.Equal([[0], [0]], [bench.Read(key, CKA.ALWAYS_SENSITIVE), bench.Read(key, CKA.NEVER_EXTRACTABLE)]);
    }

    [Fact]
    public void SetAttributeValue_that_is_refused_in_part_changes_nothing()
    {
        using Bench bench = new();
        nuint data = bench.Create(TestKeys.Data("old"));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(data, new AttributeTemplate().Add(CKA.LABEL, "new").Add(CKA.TOKEN, false)));
        Assert.Equal("old"u8.ToArray(), bench.Read(data, CKA.LABEL));
    }

    [Fact]
    public void SetAttributeValue_with_wrong_attributes_is_refused()
    {
        using Bench bench = new();
        nuint certificate = bench.Create(TestKeys.Certificate());
        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, bench.Set(certificate, new AttributeTemplate().Add(CKA.MODULUS, [1])));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(certificate, new AttributeTemplate().Add(CKA.VALUE, [1])));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.Set(certificate, new AttributeTemplate().Add(CKA.TRUSTED, true)));
        Assert.Equal(CKR.ATTRIBUTE_VALUE_INVALID, bench.Set(certificate, new AttributeTemplate().Add(CKA.COPYABLE, [1, 1])));
        Assert.Equal(CKR.TEMPLATE_INCONSISTENT, bench.Set(certificate, new AttributeTemplate().Add(CKA.ID, [1]).Add(CKA.ID, [2])));
    }

    [Fact]
    public void SetAttributeValue_of_trusted_is_the_officers()
    {
        using Bench bench = new();
        nuint certificate = bench.Create(TestKeys.Certificate());
        bench.Login(Bench.OfficerPin, CKU.SO);
        Assert.Equal(CKR.OK, bench.Set(certificate, new AttributeTemplate().Add(CKA.TRUSTED, true)));
    }

    [Fact]
    public void SetAttributeValue_needs_a_session_that_writes_for_an_object_on_the_token()
    {
        using Bench bench = new();
        nuint readOnly = bench.Open(readWrite: false);
        nuint onToken = bench.Create(TestKeys.Data());
        nuint inSession = bench.Create(TestKeys.Data(onToken: false));
        using AttributeTemplate change = new AttributeTemplate().Add(CKA.LABEL, "new");
        Assert.Equal(CKR.SESSION_READ_ONLY, bench.Module.Attributes.SetAttributeValue(readOnly, onToken, change));
        Assert.Equal(CKR.OK, bench.Module.Attributes.SetAttributeValue(readOnly, inSession, change));
    }

    [Fact]
    public void SetAttributeValue_of_an_object_that_is_hidden_or_gone_answers_handle_invalid()
    {
        using Bench bench = new Bench().LoginFully();
        nuint hidden = bench.Create(TestKeys.Data(isPrivate: true));
        nuint gone = bench.Create(TestKeys.Data());
        bench.Module.DestroyObject(bench.Session, gone);
        bench.Module.Logout(bench.Session);
        Assert.All([hidden, gone, 999u], handle =>
            Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.Set(handle, new AttributeTemplate().Add(CKA.LABEL, "new"))));
    }

    [Fact]
    public void SetAttributeValue_of_an_unmodifiable_object_or_of_the_counters_is_prohibited()
    {
        using Bench bench = new();
        nuint data = bench.Create(TestKeys.Data().Add(CKA.MODIFIABLE, false));
        nuint counters = Assert.Single(bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE)));
        Assert.All([data, counters], handle =>
            Assert.Equal(CKR.ACTION_PROHIBITED, bench.Set(handle, new AttributeTemplate().Add(CKA.LABEL, "new"))));
    }

    [Fact]
    public void SetAttributeValue_over_the_memory_answers_device_memory_and_leaves_the_object()
    {
        using Bench bench = new(change: options => options with { Memory = 1000 });
        nuint data = bench.Create(TestKeys.Data("old"));
        Assert.Equal(CKR.DEVICE_MEMORY, bench.Set(data, new AttributeTemplate().Add(CKA.VALUE, new byte[2000])));
        Assert.Equal(10, bench.Read(data, CKA.VALUE)!.Length);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void CopyObject_goes_between_token_and_session(bool fromToken, bool toToken)
    {
        using Bench bench = new Bench().LoginFully();
        nuint key = bench.Create(TestKeys.RsaPrivate(fromToken));
        Assert.Equal(CKR.OK, bench.TryCopy(key, out nuint copy, new AttributeTemplate().Add(CKA.TOKEN, toToken)));
        Assert.NotEqual(key, copy);
        Assert.Equal((fromToken ? 1 : 0) + (toToken ? 1 : 0), bench.Token.Objects.Count);
        Assert.Equal([[1], [0]], [bench.Read(copy, CKA.SENSITIVE), bench.Read(copy, CKA.EXTRACTABLE)]);
        Assert.Equal(CKR.OK, bench.Module.DestroyObject(bench.Session, key));
        Assert.Equal(CKR.OK, bench.Sign(new Mechanism(CKM.SHA256_RSA_PKCS), copy, Message, out byte[] signature));
        Assert.True(TestKeys.Rsa.VerifyData(Message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void CopyObject_without_a_template_makes_the_same_again()
    {
        using Bench bench = new();
        nuint data = bench.Create(TestKeys.Data("data"));
        Assert.Equal(CKR.OK, bench.TryCopy(data, out nuint copy));
        bench.Set(data, new AttributeTemplate().Add(CKA.LABEL, "changed"));
        Assert.Equal("data"u8.ToArray(), bench.Read(copy, CKA.LABEL));
        Assert.Equal(bench.Read(data, CKA.VALUE), bench.Read(copy, CKA.VALUE));
    }

    [Fact]
    public void CopyObject_changes_what_only_a_copy_may()
    {
        using Bench bench = new Bench().LoginFully();
        nuint data = bench.Create(TestKeys.Data());
        Assert.Equal(CKR.OK, bench.TryCopy(data, out nuint copy, new AttributeTemplate()
            .Add(CKA.PRIVATE, true).Add(CKA.MODIFIABLE, false).Add(CKA.DESTROYABLE, false).Add(CKA.COPYABLE, false).Add(CKA.VALUE, [7])));
        Assert.Equal([[1], [0], [0], [0], [7]],
        [
            bench.Read(copy, CKA.PRIVATE),
            bench.Read(copy, CKA.MODIFIABLE),
            bench.Read(copy, CKA.DESTROYABLE),
            bench.Read(copy, CKA.COPYABLE),

            bench.Read(copy, CKA.VALUE),
        ]);
        Assert.Equal(CKR.ACTION_PROHIBITED, bench.TryCopy(copy, out _));
        Assert.Equal(CKR.ATTRIBUTE_READ_ONLY, bench.TryCopy(data, out _, new AttributeTemplate().Add(CKO.PUBLIC_KEY)));
    }

    [Fact]
    public void CopyObject_makes_nothing_private_public()
    {
        using Bench bench = new Bench().LoginFully();
        nuint data = bench.Create(TestKeys.Data(isPrivate: true));
        Assert.Equal(CKR.TEMPLATE_INCONSISTENT, bench.TryCopy(data, out _, new AttributeTemplate().Add(CKA.PRIVATE, false)));
    }

    [Fact]
    public void CopyObject_needs_the_rights_that_its_result_needs()
    {
        using Bench bench = new();
        nuint onToken = bench.Create(TestKeys.Data());
        nuint readOnly = bench.Open(readWrite: false);
        Assert.Equal(CKR.SESSION_READ_ONLY, bench.TryCopy(onToken, out _, session: readOnly));
        Assert.Equal(CKR.OK, bench.TryCopy(onToken, out _, new AttributeTemplate().Add(CKA.TOKEN, false), readOnly));
        Assert.Equal(CKR.USER_NOT_LOGGED_IN, bench.TryCopy(onToken, out _, new AttributeTemplate().Add(CKA.PRIVATE, true)));
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.TryCopy(999, out _));
    }

    [Fact]
    public void CopyObject_of_the_counters_is_prohibited()
    {
        using Bench bench = new();
        Assert.Equal(CKR.ACTION_PROHIBITED, bench.TryCopy(Assert.Single(bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE))), out _));
    }

    [Fact]
    public void CopyObject_over_the_number_of_objects_answers_device_memory()
    {
        using Bench bench = new(change: options => options with { MaxObjects = 1 });
        Assert.Equal(CKR.DEVICE_MEMORY, bench.TryCopy(bench.Create(TestKeys.Data()), out _));
    }

    [Fact]
    public void GetObjectSize_is_what_the_object_takes()
    {
        using Bench bench = new();
        nuint data = bench.Create(TestKeys.Data());
        Assert.Equal(CKR.OK, bench.Module.Objects.GetObjectSize(bench.Session, data, out ulong size));
        Assert.Equal((ulong)bench.Token.MemoryUsed, size);
        nuint counters = Assert.Single(bench.Find(new AttributeTemplate().Add(CKO.HW_FEATURE)));
        Assert.Equal(CKR.OK, bench.Module.Objects.GetObjectSize(bench.Session, counters, out _));
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, bench.Module.Objects.GetObjectSize(bench.Session, 999, out _));
        Assert.Equal(CKR.SESSION_HANDLE_INVALID, bench.Module.Objects.GetObjectSize(999, data, out _));
    }

    private static AttributeTemplate Secret()
        => new AttributeTemplate().Add(CKO.SECRET_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.AES).Add(CKA.VALUE, new byte[16]);
}
