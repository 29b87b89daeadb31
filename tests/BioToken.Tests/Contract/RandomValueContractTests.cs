using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Contract;

/// <summary>R, which every identity check by number requires, on every backend.</summary>
public sealed class RandomValueContractTests
{
    public static TheoryData<string> Every => Backends.With(Capability.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_identity_with_R_is_replaced_by_one_without_only_if_that_is_allowed(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New(randomValue: false);
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();
        WriteOptions allowing = ContractToken.Writing with { AllowMissingRandomValue = true };

        WritePlan impossible = await token.PlanReplaceAsync(old, renewed, ContractToken.Writing, Token);
        PlannedRejection planned = Assert.Single(WritePlan.FromJson(impossible.ToJson()).Rejections);
        CertificateRejectedException refused = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Token));
        string[] after = await fixture.SnapshotAsync();
        WritePlan allowed = await token.PlanReplaceAsync(old, renewed, allowing, Token);
        WritePlan read = WritePlan.FromJson(allowed.ToJson());
        TokenIdentity written = await token.ReplaceAsync(old, renewed, allowing with { Plan = read }, cancellationToken: Token);

        Assert.Equal(
            (CertificateRejection.RandomValueMissing, CertificateRejection.RandomValueMissing), (planned.Rejection, refused.Rejection));
        Assert.Equal(refused.Message, planned.Message);
        Assert.Equal((false, true), (impossible.IsPossible, read.IsPossible));
        Assert.Equal(before, after);
        Assert.True(read.IsRandomValueMissing);
        Assert.False(written.HasRandomValue);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task R_that_came_into_sight_by_the_login_counts(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New(randomValue: false);
        await using (IBioToken first = await fixture.OpenAuthenticatedAsync())
            await first.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        await using IBioToken token = await fixture.OpenAsync();
        TokenIdentity old = Assert.Single(await token.GetIdentitiesAsync(Token));
        await ContractToken.AuthenticateAsync(token);
        string[] before = await fixture.SnapshotAsync();

        CertificateRejectedException refused = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Token));

        Assert.Equal((false, CertificateRejection.RandomValueMissing), (old.HasRandomValue, refused.Rejection));
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Before_the_login_a_plan_takes_a_certificate_with_a_VID_to_have_R(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity expiring = TestIdentities.New(randomValue: false);
        using NpkiIdentity renewed = TestIdentities.New(randomValue: false);
        using NpkiIdentity with = TestIdentities.New();
        await using (IBioToken first = await fixture.OpenAuthenticatedAsync())
            await first.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        await using IBioToken token = await fixture.OpenAsync();
        TokenIdentity old = Assert.Single(await token.GetIdentitiesAsync(Token));

        WritePlan hidden = await token.PlanReplaceAsync(old, renewed, ContractToken.Writing, Token);
        WritePlan allowed = await token.PlanReplaceAsync(
            old, renewed, ContractToken.Writing with { AllowMissingRandomValue = true }, Token);
        WritePlan better = await token.PlanReplaceAsync(old, with, ContractToken.Writing, Token);
        await ContractToken.AuthenticateAsync(token);
        WritePlan seen = await token.PlanReplaceAsync(old, renewed, ContractToken.Writing, Token);

        Assert.Equal(CertificateRejection.RandomValueMissing, Assert.Single(hidden.Rejections).Rejection);
        Assert.Empty(allowed.Rejections.Concat(better.Rejections).Concat(seen.Rejections));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_loses_nothing_needs_no_option(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity without = TestIdentities.New(randomValue: false);
        using NpkiIdentity again = TestIdentities.New(randomValue: false);
        using NpkiIdentity with = TestIdentities.New();
        using NpkiIdentity anonymous = OddIdentities.WithUsage(usages: null);

        WritePlan plan = await token.PlanWriteAsync(without, ContractToken.Writing, Token);
        TokenIdentity first = await token.WriteAsync(without, ContractToken.Writing, cancellationToken: Token);
        TokenIdentity second = await token.ReplaceAsync(first, again, ContractToken.Writing, cancellationToken: Token);
        TokenIdentity third = await token.ReplaceAsync(second, with, ContractToken.Writing, cancellationToken: Token);
        TokenIdentity fourth = await token.ReplaceAsync(third, anonymous, ContractToken.Writing, cancellationToken: Token);

        Assert.True(plan.IsRandomValueMissing);
        Assert.Equal(anonymous.Certificate.SerialNumber, fourth.SerialNumber);
        Assert.Single(await token.GetIdentitiesAsync(Token));
    }
}
