using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Writing.Steps;
using BioToken.Tokens;
using BioToken.Vendors;
using BioToken.Writing;
using BioToken.Writing.Operations;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing.Operations;

public sealed class PreparedWriteTests
{
    private const long Plenty = 1_000_000;
    private static readonly BioTokenInfo Token = BioTokenModelFactory.BioTokenInfo(serialNumber: "0042", label: "label", freeMemory: 1);
    private static readonly TokenObject Other = SeenObject.Of(CKO.DATA, id: 9, [9], handle: 9);

    [Fact]
    public void Make_names_what_is_erased_by_its_place_and_what_is_written_in_order()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        (TokenIdentity old, TokenObject certificate) = OnToken();
        using PreparedWrite prepared = PreparedWrite.Make(Token, old, identity, [Other, certificate], DateTimeOffset.UnixEpoch);

        Assert.Equal([1], prepared.Intent.Old);
        Assert.Equal(2, prepared.Intent.Before.Length);
        Assert.Equal([Other], prepared.Kept);
        Assert.Equal(prepared.New.Select(planned => planned.Class), prepared.Intent.New.Select(planned => planned.Class));
        Assert.Equal(CKO.CERTIFICATE, prepared.New[prepared.MainCertificate].Class);
        Assert.Equal(CKO.CERTIFICATE, prepared.New[^1].Class);
        Assert.Equal(("0042", "label", WriteMode.WriteNewFirst), (prepared.Intent.TokenSerialNumber, prepared.Intent.TokenLabel, prepared.Mode));
        Assert.Equal(identity.Certificate.SerialNumber, prepared.Intent.NewSerialNumber);
        Assert.Equal(old.SerialNumber, prepared.Intent.OldSerialNumber);
    }

    [Fact]
    public void Plan_lists_what_is_kept_erased_and_written()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        (TokenIdentity old, TokenObject certificate) = OnToken();
        using PreparedWrite prepared = PreparedWrite.Make(Token, old, identity, [Other, certificate], DateTimeOffset.UnixEpoch);

        WritePlan plan = prepared.Plan(isLoggedIn: true);

        Assert.Equal([PlannedChange.Keep, PlannedChange.Erase], plan.Objects.Take(2).Select(planned => planned.Change));
        Assert.All(plan.Objects.Skip(2), planned => Assert.Equal(PlannedChange.Write, planned.Change));
        Assert.Equal(2 + prepared.New.Count, plan.Objects.Count);
        Assert.True(plan is { IsLoggedIn: true, BytesNeeded: > 0, BytesFree: null, Rejections: [] });
    }

    [Theory]
    [InlineData(SpaceCheckResult.Sufficient, true, SpaceCheckResult.Sufficient, WriteMode.WriteNewFirst, true)]
    [InlineData(SpaceCheckResult.Unknown, true, SpaceCheckResult.Unknown, WriteMode.WriteNewFirst, true)]
    [InlineData(SpaceCheckResult.Insufficient, false, SpaceCheckResult.Insufficient, WriteMode.WriteNewFirst, false)]
    [InlineData(SpaceCheckResult.Insufficient, true, SpaceCheckResult.Insufficient, WriteMode.EraseOldFirst, false)]
    public void In_erases_first_only_without_space_and_if_that_is_allowed(
        SpaceCheckResult space, bool isAllowed, SpaceCheckResult expected, WriteMode mode, bool isPossible)
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        (TokenIdentity old, TokenObject certificate) = OnToken();
        using PreparedWrite prepared = PreparedWrite.Make(Token, old, identity, [certificate], DateTimeOffset.UnixEpoch);

        PreparedWrite decided = prepared.In(
            space, Plenty, new WriteOptions { AllowEraseBeforeWrite = isAllowed }, new BioTokenOptions().Disk);

        Assert.Equal((expected, mode), (decided.SpaceCheck, decided.Mode));
        // The identity has no folder: it may not be written after an erasure.
        CertificateRejection[] rejections = mode == WriteMode.EraseOldFirst ? [CertificateRejection.SourceNotKept] : [];
        Assert.Equal(rejections, decided.Rejections.Select(rejected => rejected.Rejection));
        Assert.Equal(isPossible, decided.IsPossible);
    }

    [Fact]
    public void In_refuses_an_erasure_first_that_would_not_help()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        (TokenIdentity old, TokenObject certificate) = OnToken();
        using PreparedWrite prepared = PreparedWrite.Make(Token, old, identity, [certificate], DateTimeOffset.UnixEpoch);
        WriteOptions options = new() { AllowEraseBeforeWrite = true };

        PreparedWrite full = prepared.In(SpaceCheckResult.Insufficient, free: 0, options, new BioTokenOptions().Disk);
        PreparedWrite unknown = prepared.In(SpaceCheckResult.Insufficient, free: null, options, new BioTokenOptions().Disk);

        Assert.Equal((SpaceCheckResult.InsufficientInPlace, WriteMode.WriteNewFirst, false), (full.SpaceCheck, full.Mode, full.IsPossible));
        Assert.Equal((SpaceCheckResult.Insufficient, WriteMode.EraseOldFirst), (unknown.SpaceCheck, unknown.Mode));
    }

    [Fact]
    public void In_of_a_write_that_erases_nothing_never_erases_first()
    {
        using NpkiIdentity identity = TestIdentities.New(keyManagement: false);
        using PreparedWrite prepared = PreparedWrite.Make(Token, old: null, identity, [Other], DateTimeOffset.UnixEpoch);

        PreparedWrite decided = prepared.In(
            SpaceCheckResult.Insufficient, free: 0, new WriteOptions { AllowEraseBeforeWrite = true }, new BioTokenOptions().Disk);

        Assert.Equal((SpaceCheckResult.Insufficient, WriteMode.WriteNewFirst, false), (decided.SpaceCheck, decided.Mode, decided.IsPossible));
    }

    [Fact]
    public void ThrowIfRejected_throws_the_first_reason()
    {
        using PreparedWrite prepared = PreparedWrite.Make(Token, old: null, identity: null, [Other], DateTimeOffset.UnixEpoch);
        CertificateRejectedException first = new(CertificateRejection.Expired, "first");

        prepared.ThrowIfRejected();
        PreparedWrite rejected = prepared with { Rejections = [first, new(CertificateRejection.NotYetValid, "second")] };

        Assert.Same(first, Assert.Throws<CertificateRejectedException>(rejected.ThrowIfRejected));
        Assert.False(rejected.IsPossible);
    }

    private static (TokenIdentity Old, TokenObject Certificate) OnToken()
    {
        using NpkiIdentity old = TestIdentities.New(name: "옛 인증서", keyManagement: false);
        TokenObject certificate = SeenObject.Of(CKO.CERTIFICATE, id: 1, old.Certificate.Der.ToArray());
        return (new TokenIdentity(null!, Assert.Single(IdentityGrouping.Group([certificate], new RandomValueTemplate()))), certificate);
    }
}
