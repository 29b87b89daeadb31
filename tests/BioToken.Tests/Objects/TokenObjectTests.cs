using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;
using BioToken.Tokens;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Objects;

public sealed class TokenObjectTests
{
    [Fact]
    public void KeptLength_counts_every_attribute_that_is_kept()
        => Assert.Equal(1 + 2 + 4 + 8, new TokenObject(1, CKO.DATA, new byte[1], new byte[2], new byte[4], new byte[8], [], []).KeptLength);

    [Fact]
    public void HasId_is_false_without_an_id()
    {
        Assert.False(SeenObject.Of(CKO.DATA, id: null, [1]).HasId([]));
        Assert.True(SeenObject.Of(CKO.DATA, id: 3, [1]).HasId([3]));
    }

    [Fact]
    public void Plan_and_Describe_leave_out_what_the_object_does_not_show()
    {
        TokenObject bare = SeenObject.Of(CKO.DATA, id: null, [1]) with { HasClass = false };
        TokenObject named = SeenObject.Of(CKO.DATA, id: 0xAB, [1], label: "R");

        Assert.Equal((null, null), (bare.Plan(PlannedChange.Keep).Label, bare.Plan(PlannedChange.Keep).Id));
        Assert.Equal(("R", "ab"), (named.Plan(PlannedChange.Keep).Label, named.Plan(PlannedChange.Keep).Id));
        Assert.Null(bare.Describe(UnreadableReason.ModuleError, "message").Kind);
        Assert.Equal(TokenObjectKind.Data, named.Describe(UnreadableReason.ModuleError, "message").Kind);
    }
}
