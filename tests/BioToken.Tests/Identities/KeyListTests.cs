using BioToken.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;

namespace BioToken.Tests.Identities;

public sealed class KeyListTests
{
    private static readonly TokenObject Private = SeenObject.Of(CKO.PRIVATE_KEY, id: 1, [1], handle: 1);
    private static readonly TokenObject Public = SeenObject.Of(CKO.PUBLIC_KEY, id: 1, [1], handle: 2);
    private static readonly TokenObject Other = SeenObject.Of(CKO.PUBLIC_KEY, id: 1, [2], handle: 3);

    [Fact]
    public void First_and_OfClass_go_by_the_class_of_a_part()
    {
        KeyList keys = new();
        keys.Add([Private]);
        keys.Add([]);
        keys.Add([Public, Other]);

        Assert.Same(Private, keys.First(CKO.PRIVATE_KEY));
        Assert.Same(Public, keys.First(CKO.PUBLIC_KEY));
        Assert.Null(keys.First(CKO.DATA));
        Assert.Equal([Public, Other], keys.OfClass(CKO.PUBLIC_KEY));
        Assert.Equal(3, keys.Count);
        Assert.Equal(2, keys.Parts.Count);
    }

    [Fact]
    public void KeyOverlap_finds_any_object_of_a_part_and_searches_a_part_once()
    {
        KeyList keys = new();
        keys.Add([Public, Other]);
        TokenKeyPair pair = new(null!, Private, keys, SharesKeys: false, []);
        KeyOverlap overlap = new(new HashSet<nuint> { Other.Handle });

        Assert.True(overlap.HasKeyOf(pair));
        Assert.True(overlap.HasKeyOf(pair));
        Assert.Equal(2, overlap.Looks);
        Assert.False(new KeyOverlap(new HashSet<nuint> { 9 }).HasKeyOf(pair));
    }

    [Fact]
    public void All_has_each_certificate_before_its_keys()
    {
        TokenObject certificate = SeenObject.Of(CKO.CERTIFICATE, id: 1, [1], handle: 4);
        KeyList keys = new();
        keys.Add([Private]);
        IdentityObjects identity = new(new TokenKeyPair(null!, certificate, keys, SharesKeys: false, []), KeyManagement: null);

        Assert.Equal([certificate, Private], identity.All);
    }
}
