using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Tests;

/// <summary>Objects and attributes with a third-party module.</summary>
[Collection(nameof(SoftHsmCollection))]
public sealed class SoftHsmObjectTests(SoftHsmFixture softHsm)
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    [Fact]
    public void Object_is_created_found_read_and_destroyed()
    {
        using SoftHsmToken token = softHsm.NewToken();
        using AttributeTemplate search = new AttributeTemplate().Add(CKO.DATA).Add(CKA.LABEL, "지문보안토큰");

        nuint created = CreateData(token, "지문보안토큰");
        nuint found = Assert.Single(token.Find(search));

        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.VALUE, 8192), (CKA.PRIVATE, 1), (CKA.LABEL, 64));
        Assert.Equal(CKR.OK, token.Cryptoki.GetAttributeValue(token.Session, found, query));
        Assert.Equal((ulong)CKO.DATA, query.GetULong(CKA.CLASS));
        Assert.Equal(Large, query.GetBytes(CKA.VALUE));
        Assert.True(query.GetBoolean(CKA.PRIVATE));
        Assert.Equal("지문보안토큰"u8, query.ValueAt(3));
        Assert.Equal(CKR.OK, token.Cryptoki.DestroyObject(token.Session, created));
        Assert.Empty(token.Find(search));
    }

    [Fact]
    public void Object_is_seen_by_an_independent_client()
    {
        using SoftHsmToken token = softHsm.NewToken();

        CreateData(token, "seen by others");

        string listed = ExternalProgram.RunText(
            "pkcs11-tool", "--module", SoftHsmStore.LibraryPath!, "--token-label", token.Label, "--login", "--pin", SoftHsmFixture.Pin,
            "--list-objects");
        Assert.Contains("seen by others", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_without_a_template_finds_all()
    {
        using SoftHsmToken token = softHsm.NewToken();
        CreateData(token, "one");
        CreateData(token, "two");
        using var everything = new AttributeTemplate();

        Assert.Equal(2, token.Find(everything).Length);
    }

    [Fact]
    public void Value_larger_than_its_guess_is_fetched()
    {
        using SoftHsmToken token = softHsm.NewToken();
        nuint handle = CreateData(token, "large");
        using var query = new AttributeQuery((CKA.LABEL, 2), (CKA.VALUE, 100), (CKA.APPLICATION, 0));

        Assert.Equal(CKR.OK, token.Cryptoki.GetAttributeValue(token.Session, handle, query));

        Assert.Equal("large"u8, query.ValueAt(0));
        Assert.Equal(Large, query.GetBytes(CKA.VALUE));
        Assert.Equal("app"u8, query.ValueAt(2));
    }

    [Fact]
    public void Value_whose_lack_of_room_another_problem_masks_is_fetched()
    {
        using SoftHsmToken token = softHsm.NewToken();
        nuint handle = CreateData(token, "masked");
        using var query = new AttributeQuery((CKA.CLASS, 8), (CKA.MODULUS, 512), (CKA.VALUE, 100));

        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, token.Cryptoki.GetAttributeValue(token.Session, handle, query));

        Assert.False(query.IsAvailable(1));
        Assert.Equal(Large, query.GetBytes(CKA.VALUE));
    }

    [Fact]
    public void Missing_attribute_leaves_the_others_readable()
    {
        using SoftHsmToken token = softHsm.NewToken();
        nuint handle = CreateData(token, "partly");
        using var query = new AttributeQuery((CKA.ALWAYS_AUTHENTICATE, 1), (CKA.LABEL, 32));

        Assert.Equal(CKR.ATTRIBUTE_TYPE_INVALID, token.Cryptoki.GetAttributeValue(token.Session, handle, query));

        Assert.Null(query.GetBoolean(CKA.ALWAYS_AUTHENTICATE));
        Assert.Equal("partly"u8, query.ValueAt(1));
    }

    private static nuint CreateData(SoftHsmToken token, string label)
    {
        using AttributeTemplate template = new AttributeTemplate()
            .Add(CKO.DATA)
            .Add(CKA.TOKEN, true)
            .Add(CKA.PRIVATE, true)
            .Add(CKA.LABEL, label)
            .Add(CKA.APPLICATION, "app")
            .Add(CKA.VALUE, Large);
        return token.Create(template);
    }
}
