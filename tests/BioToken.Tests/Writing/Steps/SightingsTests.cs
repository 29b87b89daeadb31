using BioToken.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Journal;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

public sealed class SightingsTests
{
    private static readonly byte[] Content = [1, 2, 3];

    [Fact]
    public void Equal_objects_are_claimed_one_by_one_in_their_order()
    {
        TokenObject first = SeenObject.Of(CKO.DATA, id: 1, Content, handle: 1);
        TokenObject second = SeenObject.Of(CKO.DATA, id: 1, Content, handle: 2);
        JournaledObject known = JournaledObject.Of(first);
        Sightings sightings = new([first, second]);

        Assert.Same(first, sightings.Claim(known));
        Assert.Same(second, sightings.Claim(known));
        Assert.Null(sightings.Claim(known));
        Assert.Empty(sightings.Unclaimed);
    }

    [Fact]
    public void An_object_that_was_claimed_otherwise_is_not_claimed_again()
    {
        TokenObject first = SeenObject.Of(CKO.DATA, id: 1, Content, handle: 1);
        TokenObject second = SeenObject.Of(CKO.DATA, id: 1, Content, handle: 2);
        Sightings sightings = new([first, second]);

        Assert.Same(first, sightings.Claim(seen => seen.Handle == 1));
        Assert.Null(sightings.Claim(seen => seen.Handle == 1));
        Assert.Same(second, sightings.Claim(JournaledObject.Of(first)));
    }

    [Fact]
    public void An_object_with_the_same_digest_and_another_class_stays_unclaimed()
    {
        TokenObject seen = SeenObject.Of(CKO.DATA, id: 1, Content);
        Sightings sightings = new([seen]);

        Assert.Null(sightings.Claim(JournaledObject.Of(seen) with { Class = CKO.CERTIFICATE }));
        Assert.Equal([seen], sightings.Unclaimed);
    }

    [Fact]
    public void An_unreadable_object_that_may_be_a_missing_one_is_an_error()
    {
        TokenObject unreadable = SeenObject.Of(CKO.DATA, id: null, content: null) with { Failure = CKR.DEVICE_ERROR };
        Sightings sightings = new([unreadable]);

        sightings.ThrowIfUnreadable([]);
        sightings.ThrowIfUnreadable([SeenObject.New(CKO.CERTIFICATE, id: 1, Content)]);
        BioTokenException e = Assert.Throws<BioTokenException>(
            () => sightings.ThrowIfUnreadable([SeenObject.New(CKO.DATA, id: 1, Content)]));
        Assert.Equal((ulong)CKR.DEVICE_ERROR, e.ReturnValue);
    }

    [Fact]
    public void An_unreadable_object_with_another_id_or_that_was_claimed_is_not_an_error()
    {
        TokenObject unreadable = SeenObject.Of(CKO.DATA, id: 2, content: null) with { Failure = CKR.DEVICE_ERROR };
        Sightings sightings = new([unreadable]);

        sightings.ThrowIfUnreadable([SeenObject.New(CKO.DATA, id: 1, Content)]);
        JournaledObject same = SeenObject.New(CKO.DATA, id: 2, Content);
        Assert.Throws<BioTokenException>(() => sightings.ThrowIfUnreadable([same]));
        sightings.Claim(_ => true);
        sightings.ThrowIfUnreadable([same]);
    }

    [Fact]
    public void An_unreadable_object_of_unknown_class_may_be_any()
    {
        TokenObject unreadable = SeenObject.Of(CKO.DATA, id: null, content: null) with { Failure = CKR.DEVICE_ERROR, HasClass = false };

        Assert.Throws<BioTokenException>(
            () => new Sightings([unreadable]).ThrowIfUnreadable([SeenObject.New(CKO.CERTIFICATE, id: 1, Content)]));
    }
}
