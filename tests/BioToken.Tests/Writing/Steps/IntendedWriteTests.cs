using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Steps;

public sealed class IntendedWriteTests
{
    private static readonly TokenObject Other = SeenObject.Of(CKO.CERTIFICATE, id: 9, [9], handle: 9);
    private static readonly TokenObject OldKey = SeenObject.Of(CKO.PRIVATE_KEY, id: 1, [1], handle: 1);
    private static readonly TokenObject OldCertificate = SeenObject.Of(CKO.CERTIFICATE, id: 1, [11], handle: 2);
    private static readonly TokenObject NewKey = SeenObject.Of(CKO.PRIVATE_KEY, id: 2, [2], handle: 3);
    private static readonly TokenObject NewCertificate = SeenObject.Of(CKO.CERTIFICATE, id: 2, [22], handle: 4);

    public static TheoryData<string, TokenContents> Replacements => new()
    {
        { "other old-key old-certificate", TokenContents.Unchanged },
        { "other old-key old-certificate new-key", TokenContents.OldAndPartOfNew },
        { "other old-key old-certificate new-key new-certificate", TokenContents.OldAndNew },
        { "other old-key new-key new-certificate", TokenContents.NewAndPartOfOld },
        { "other new-key new-certificate", TokenContents.AsPlanned },
        { "other old-key", TokenContents.Unknown },
        { "other old-key new-key", TokenContents.Unknown },
        { "old-key old-certificate", TokenContents.Unknown },
        { "old-key old-certificate new-key", TokenContents.Unknown },
        { "other old-key old-certificate nameless", TokenContents.OldAndUnidentified },
        { "other old-key old-certificate stranger", TokenContents.Unknown },
    };

    public static TheoryData<string, TokenContents, TokenContents> Gaps => new()
    {
        { "other", TokenContents.Gap, TokenContents.Gap },
        { "other old-key", TokenContents.Gap, TokenContents.Gap },
        { "other new-key", TokenContents.Gap, TokenContents.Gap },
        { "other new-key new-certificate", TokenContents.NewUnverified, TokenContents.AsPlanned },
        { "other old-key new-key new-certificate", TokenContents.NewUnverified, TokenContents.NewAndPartOfOld },
        { "other old-key old-certificate new-key new-certificate", TokenContents.OldAndNew, TokenContents.OldAndNew },
    };

    public static TheoryData<string, TokenContents> Erasures => new()
    {
        { "other old-key old-certificate", TokenContents.Unchanged },
        { "other old-key", TokenContents.PartOfOld },
        { "other", TokenContents.AsPlanned },
        { "old-key old-certificate", TokenContents.Unknown },
        { "other old-key old-certificate stranger", TokenContents.Unknown },
    };

    [Theory]
    [MemberData(nameof(Replacements))]
    public void Describe_of_a_replacement_names_what_the_token_holds(string now, TokenContents expected)
    {
        WriteIntent intent = Intent(WriteMode.WriteNewFirst);

        Assert.Equal(expected, IntendedWrite.Find(intent, Objects(now)).Describe(intent));
        Assert.Equal(expected, IntendedWrite.Find(intent, Objects(now)).Describe(intent, isVerified: false));
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void Describe_of_a_replacement_that_erases_first_tells_a_gap_from_an_unverified_identity(
        string now, TokenContents unverified, TokenContents verified)
    {
        WriteIntent intent = Intent(WriteMode.EraseOldFirst);

        Assert.Equal(unverified, IntendedWrite.Find(intent, Objects(now)).Describe(intent, isVerified: false));
        Assert.Equal(verified, IntendedWrite.Find(intent, Objects(now)).Describe(intent));
    }

    [Theory]
    [MemberData(nameof(Erasures))]
    public void Describe_of_an_erasure_names_what_is_left(string now, TokenContents expected)
    {
        WriteIntent intent = Intent(WriteMode.WriteNewFirst) with { New = [] };

        Assert.Equal(expected, IntendedWrite.Find(intent, Objects(now)).Describe(intent));
    }

    [Fact]
    public void Find_keeps_the_order_of_the_intent()
    {
        WriteIntent intent = Intent(WriteMode.WriteNewFirst);
        IntendedWrite found = IntendedWrite.Find(intent, [NewCertificate, OldKey, Other, OldCertificate, NewKey]);

        Assert.Equal([OldCertificate, OldKey], found.Old);
        Assert.Equal([NewKey, NewCertificate], found.Written);
        Assert.True(found is { IsOldWhole: true, IsNewWhole: true, HasNew: true, OtherMissing: null, Unidentified.Count: 0 });
    }

    [Fact]
    public void Find_names_the_unrelated_object_that_is_missing_and_not_one_to_erase()
    {
        WriteIntent intent = Intent(WriteMode.WriteNewFirst);

        Assert.Same(intent.Before[2], IntendedWrite.Find(intent, [OldKey]).OtherMissing);
        Assert.Null(IntendedWrite.Find(intent, [Other]).OtherMissing);
    }

    [Fact]
    public void Find_leaves_the_object_to_keep_of_two_equal_ones()
    {
        TokenObject twin = OldKey with { Handle = 7 };
        WriteIntent intent = Intent(WriteMode.WriteNewFirst) with
        {
            Before = [JournaledObject.Of(OldKey), JournaledObject.Of(twin)],
            Old = [0],
        };

        IntendedWrite found = IntendedWrite.Find(intent, [twin]);

        Assert.Empty(found.Old);
        Assert.Null(found.OtherMissing);
    }

    [Fact]
    public void Find_takes_a_changed_object_for_a_new_one_only_by_its_handle_of_this_session()
    {
        WriteIntent intent = Intent(WriteMode.WriteNewFirst) with { New = [SeenObject.New(CKO.CERTIFICATE, id: 2, [22])] };
        TokenObject renamed = SeenObject.Of(CKO.CERTIFICATE, id: 7, [22], handle: 4);
        using NewObject written = new(CKO.CERTIFICATE, certificate: null, template => template.Add(CKA.ID, [2]).Add(CKA.VALUE, [22]));
        written.IsAttempted = true;
        written.Handle = 4;

        Assert.False(IntendedWrite.Find(intent, [renamed]).HasNew);
        Assert.Same(renamed, Assert.Single(IntendedWrite.Find(intent, [renamed], [written]).Written));
        Assert.False(IntendedWrite.Find(intent, [renamed with { Handle = 5 }], [written]).HasNew);
    }

    [Fact]
    public void Find_takes_a_nameless_object_for_a_new_one_only_if_it_was_attempted_in_this_session()
    {
        WriteIntent intent = Intent(WriteMode.WriteNewFirst) with { New = [SeenObject.New(CKO.CERTIFICATE, id: 2, [22])] };
        TokenObject nameless = SeenObject.Of(CKO.CERTIFICATE, id: null, [22], handle: 4);
        using NewObject written = new(CKO.CERTIFICATE, certificate: null, template => template.Add(CKA.ID, [2]).Add(CKA.VALUE, [22]));

        IntendedWrite notAttempted = IntendedWrite.Find(intent, [nameless], [written]);
        Assert.False(notAttempted.HasNew);
        Assert.Empty(notAttempted.Unidentified);
        Assert.Equal([nameless], IntendedWrite.Find(intent, [nameless]).Unidentified);
        written.IsAttempted = true;
        Assert.Same(nameless, Assert.Single(IntendedWrite.Find(intent, [nameless], [written]).Written));
    }

    private static WriteIntent Intent(WriteMode mode) => new()
    {
        TokenSerialNumber = "01",
        TokenLabel = "label",
        StartedAt = DateTimeOffset.UnixEpoch,
        Mode = mode,
        Before = [JournaledObject.Of(OldKey), JournaledObject.Of(OldCertificate), JournaledObject.Of(Other)],
        Old = [1, 0],
        New = [SeenObject.New(CKO.PRIVATE_KEY, id: 2, [2]), SeenObject.New(CKO.CERTIFICATE, id: 2, [22])],
    };

    private static TokenObject[] Objects(string names) => [.. names.Split(' ').Select(name => name switch
    {
        "other" => Other,
        "old-key" => OldKey,
        "old-certificate" => OldCertificate,
        "new-key" => NewKey,
        "new-certificate" => NewCertificate,
        "nameless" => SeenObject.Of(CKO.PRIVATE_KEY, id: null, [2], handle: 5),
        _ => SeenObject.Of(CKO.DATA, id: 5, [5], handle: 5),
    })];
}
