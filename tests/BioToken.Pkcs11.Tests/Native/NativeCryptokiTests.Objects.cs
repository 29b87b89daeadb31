using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

public abstract partial class NativeCryptokiTests
{
    [Fact]
    public void CreateObject_passes_numbers_in_the_layouts_width_and_aligned()
    {
        // The odd lengths before the number would misalign it if it were passed in place.
        using AttributeTemplate template = new AttributeTemplate()
            .Add(CKA.LABEL, "odd").Add(CKO.PRIVATE_KEY).Add(CKA.KEY_TYPE, (ulong)CKK.RSA).Add(CKA.TOKEN, true);

        nuint handle = Create(template);

        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.KEY_TYPE, 8), (CKA.TOKEN, 1), (CKA.LABEL, 8));
        Assert.Equal(CKR.OK, _cryptoki.GetAttributeValue(OpenSession(), handle, query));
        Assert.Equal(_stub.Layout.ULongSize, query.ValueAt(0).Length);
        Assert.Equal((ulong)CKO.PRIVATE_KEY, query.GetULong(CKA.CLASS));
        Assert.Equal((ulong)CKK.RSA, query.GetULong(CKA.KEY_TYPE));
        Assert.True(query.GetBoolean(CKA.TOKEN));
        Assert.Equal("odd"u8, query.ValueAt(3));
    }

    [Fact]
    public void CreateObject_with_many_attributes_passes_them_all()
    {
        using var template = new AttributeTemplate();
        for (ulong i = 0; i < 40; i++)
            template.Add((CKA)((ulong)CKA.VENDOR_DEFINED + i), i);

        nuint handle = Create(template);

        using var query = new AttributeQuery(((CKA)0x80000000, 8), ((CKA)0x80000027, 8));
        Assert.Equal(CKR.OK, _cryptoki.GetAttributeValue(OpenSession(), handle, query));
        Assert.Equal(39ul, query.GetULong((CKA)0x80000027));
    }

    [Fact]
    public void CreateObject_refused_returns_the_modules_answer()
    {
        using var template = new AttributeTemplate();

        Assert.Equal(CKR.ARGUMENTS_BAD, _cryptoki.CreateObject(OpenSession(), template, out nuint handle));
        Assert.Equal(0u, handle);
    }

    [Fact]
    public void DestroyObject_removes_the_object()
    {
        nuint session = OpenSession();
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.DATA);
        nuint handle = Create(template);

        Assert.Equal(CKR.OK, _cryptoki.DestroyObject(session, handle));
        Assert.Equal(CKR.OBJECT_HANDLE_INVALID, _cryptoki.DestroyObject(session, handle));
    }

    [Fact]
    public void FindObjects_gives_what_matches_in_batches()
    {
        nuint session = OpenSession();
        nuint[] made = [.. Enumerable.Range(0, 5).Select(_ => Create(CKO.CERTIFICATE))];
        Create(CKO.DATA);
        using AttributeTemplate template = new AttributeTemplate().Add(CKO.CERTIFICATE);
        nuint[] batch = new nuint[3];

        Assert.Equal(CKR.OK, _cryptoki.FindObjectsInit(session, template));
        Assert.Equal(CKR.OK, _cryptoki.FindObjects(session, batch, out int first));
        Assert.Equal(made[..3], batch[..first]);
        Assert.Equal(CKR.OK, _cryptoki.FindObjects(session, batch, out int second));
        Assert.Equal(made[3..], batch[..second]);
        Assert.Equal(CKR.OK, _cryptoki.FindObjects(session, batch, out int third));
        Assert.Equal(0, third);
        Assert.Equal(CKR.OK, _cryptoki.FindObjectsFinal(session));
    }

    [Fact]
    public void FindObjectsInit_with_an_empty_template_passes_NULL_and_finds_all()
    {
        nuint session = OpenSession();
        Create(CKO.CERTIFICATE);
        Create(CKO.DATA);
        using var template = new AttributeTemplate();

        _cryptoki.FindObjectsInit(session, template);

        Assert.Equal(0ul, _stub[StubReading.TemplateAddress]);
        _cryptoki.FindObjects(session, new nuint[4], out int count);
        Assert.Equal(2, count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(ulong.MaxValue)]
    public void FindObjects_that_reports_more_than_fits_is_an_error(ulong claim)
    {
        nuint session = OpenSession();
        using var template = new AttributeTemplate();
        _cryptoki.FindObjectsInit(session, template);
        _stub.Set(StubSetting.ClaimedFound, claim);

        Assert.Equal(CKR.GENERAL_ERROR, _cryptoki.FindObjects(session, new nuint[3], out int count));
        Assert.Equal(0, count);
    }

    private nuint Create(CKO objectClass)
    {
        using AttributeTemplate template = new AttributeTemplate().Add(objectClass);
        return Create(template);
    }

    private nuint Create(AttributeTemplate template)
    {
        Assert.Equal(CKR.OK, _cryptoki.CreateObject(OpenSession(), template, out nuint handle));
        return handle;
    }
}
