using System.Security.Cryptography;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tokens;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing;

/// <summary>
/// Comparing a token with its earlier contents takes time that grows with the number of objects, and not with its square.
/// </summary>
public sealed class ManyObjectsTests
{
    private const int Count = 50_000;

    [Fact]
    public void Find_of_an_intended_write_among_many_objects_in_another_order()
    {
        TokenObject[] objects = [.. Enumerable.Range(0, Count).Select(i => Make(i))];
        WriteIntent intent = new()
        {
            TokenSerialNumber = "0000",
            TokenLabel = "",
            StartedAt = DateTimeOffset.UnixEpoch,
            Mode = WriteMode.WriteNewFirst,
            Before = [.. objects.Select(JournaledObject.Of)],
            Old = [.. Enumerable.Range(0, Count / 2)],
        };
        TimeSpan start = ThreadTime.Now;

        IntendedWrite now = IntendedWrite.Find(intent, [.. objects.Skip(Count / 2).Reverse()]);
        JournalFit fit = JournalOwner.FitOf(new JournalEntry(intent, [], 0), "", objects, isLoggedIn: true);

        Assert.True(ThreadTime.Now - start < TimeSpan.FromSeconds(5));
        Assert.True(now is { IsOldWhole: false, Old.Count: 0, OtherMissing: null });
        Assert.Equal(JournalFit.Fits, fit);
    }

    [Fact]
    public void IsSame_of_plans_with_many_objects_in_another_order()
    {
        PlannedObject[] objects =
        [
            .. Enumerable.Range(0, Count).Select(
                i => new PlannedObject { Kind = TokenObjectKind.Data, Label = null, Id = null, Hash = Convert.ToHexString(Make(i).Hash), Change = PlannedChange.Keep }),
        ];
        WritePlan plan = new()
        {
            TokenSerialNumber = "0000",
            IsLoggedIn = true,
            OldCertificateHash = objects[0].Hash,
            Mode = WriteMode.WriteNewFirst,
            SpaceCheck = SpaceCheckResult.Sufficient,
            BytesNeeded = 0,
            Objects = objects,
        };
        TimeSpan start = ThreadTime.Now;

        Assert.True(PlanComparison.IsSame(plan, plan with { Objects = [.. objects.Reverse()] }));
        Assert.False(PlanComparison.IsSame(plan, plan with { Objects = [.. objects[1..], objects[1]] }));

        Assert.True(ThreadTime.Now - start < TimeSpan.FromSeconds(5));
    }

    private static TokenObject Make(int number)
        => new((nuint)number + 1, CKO.CERTIFICATE, [1], [], [], [], SHA256.HashData(BitConverter.GetBytes(number)), []);
}
