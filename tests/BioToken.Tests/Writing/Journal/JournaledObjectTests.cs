using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;
using BioToken.Writing.Journal;

namespace BioToken.Tests.Writing.Journal;

public sealed class JournaledObjectTests
{
    private static readonly byte[] Content = [1, 2, 3];
    private static readonly byte[] Other = [4, 5, 6];

    [Fact]
    public void IsStill_needs_the_same_class_and_attributes()
    {
        TokenObject seen = SeenObject.Of(CKO.CERTIFICATE, id: 1, Content);
        JournaledObject known = JournaledObject.Of(seen);

        Assert.True(known.IsStill(SeenObject.Of(CKO.CERTIFICATE, id: 1, Content, handle: 9)));
        Assert.False(known.IsStill(SeenObject.Of(CKO.CERTIFICATE, id: 2, Content)));
        Assert.False(known.IsStill(seen with { Class = CKO.DATA }));
    }

    [Fact]
    public void IsWrittenAs_needs_class_id_and_content()
    {
        JournaledObject planned = SeenObject.New(CKO.PRIVATE_KEY, id: 1, Content);

        Assert.True(planned.IsWrittenAs(SeenObject.Of(CKO.PRIVATE_KEY, id: 1, Content)));
        Assert.True(planned.IsWrittenAs(SeenObject.Of(CKO.PRIVATE_KEY, id: 1, content: null)));
        Assert.False(planned.IsWrittenAs(SeenObject.Of(CKO.PRIVATE_KEY, id: 1, Other)));
        Assert.False(planned.IsWrittenAs(SeenObject.Of(CKO.PRIVATE_KEY, id: 2, Content)));
        Assert.False(planned.IsWrittenAs(SeenObject.Of(CKO.PUBLIC_KEY, id: 1, Content)));
        Assert.False(planned.IsWrittenAs(SeenObject.Of(CKO.PRIVATE_KEY, id: null, Content)));
    }

    [Fact]
    public void IsWrittenAs_of_data_goes_by_the_label_if_the_token_shows_no_id()
    {
        JournaledObject planned = SeenObject.New(CKO.DATA, id: 1, Content, "R 01");

        Assert.True(planned.IsWrittenAs(SeenObject.Of(CKO.DATA, id: null, Content, label: "R 01")));
        Assert.False(planned.IsWrittenAs(SeenObject.Of(CKO.DATA, id: null, Content, label: "R 02")));
        Assert.False(planned.IsWrittenAs(SeenObject.Of(CKO.DATA, id: 2, Content, label: "R 01")));
    }

    [Fact]
    public void MayHaveBecome_allows_one_difference_of_name_or_content_but_not_both()
    {
        JournaledObject planned = SeenObject.New(CKO.CERTIFICATE, id: 1, Content);

        Assert.True(planned.MayHaveBecome(SeenObject.Of(CKO.CERTIFICATE, id: 2, Content)));
        Assert.True(planned.MayHaveBecome(SeenObject.Of(CKO.CERTIFICATE, id: 1, Other)));
        Assert.False(planned.MayHaveBecome(SeenObject.Of(CKO.CERTIFICATE, id: 2, Other)));
        Assert.False(planned.MayHaveBecome(SeenObject.Of(CKO.DATA, id: 2, Content)));
        Assert.True(planned.MayHaveBecome(SeenObject.Of(CKO.DATA, id: 2, Content) with { HasClass = false }));
        Assert.True(planned.MayHaveBecome(SeenObject.Of(CKO.DATA, id: 1, Content)));
    }

    [Fact]
    public void MayHaveBecome_compares_labels_if_an_id_is_missing()
    {
        JournaledObject planned = SeenObject.New(CKO.DATA, id: null, Content, "R 01");

        Assert.False(planned.MayHaveBecome(SeenObject.Of(CKO.DATA, id: 2, Other, label: "R 02")));
        Assert.True(planned.MayHaveBecome(SeenObject.Of(CKO.DATA, id: 2, Other, label: "R 01")));
        Assert.True(planned.MayHaveBecome(SeenObject.Of(CKO.DATA, id: 2, Other)));
    }

    [Fact]
    public void MayBeNameless_needs_a_missing_id_and_nothing_that_contradicts()
    {
        JournaledObject planned = SeenObject.New(CKO.DATA, id: 1, Content, "R 01");

        Assert.True(planned.MayBeNameless(SeenObject.Of(CKO.DATA, id: null, Content, label: "R 01")));
        Assert.True(planned.MayBeNameless(SeenObject.Of(CKO.DATA, id: null, content: null)));
        Assert.False(planned.MayBeNameless(SeenObject.Of(CKO.DATA, id: 1, Content)));
        Assert.False(planned.MayBeNameless(SeenObject.Of(CKO.DATA, id: null, Other)));
        Assert.False(planned.MayBeNameless(SeenObject.Of(CKO.DATA, id: null, Content, label: "R 02")));
        Assert.False(planned.MayBeNameless(SeenObject.Of(CKO.CERTIFICATE, id: null, Content)));
        Assert.True(planned.MayBeNameless(SeenObject.Of(CKO.CERTIFICATE, id: null, Content) with { HasClass = false }));
    }

    [Fact]
    public void IsNameless_also_needs_a_class_and_a_content()
    {
        JournaledObject planned = SeenObject.New(CKO.CERTIFICATE, id: 1, Content);

        Assert.True(planned.IsNameless(SeenObject.Of(CKO.CERTIFICATE, id: null, Content)));
        Assert.False(planned.IsNameless(SeenObject.Of(CKO.CERTIFICATE, id: null, content: null)));
        Assert.False(planned.IsNameless(SeenObject.Of(CKO.CERTIFICATE, id: null, Content) with { HasClass = false }));
    }
}
