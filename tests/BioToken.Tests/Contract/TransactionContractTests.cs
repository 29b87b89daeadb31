using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Contract;

/// <summary>Plans, the gap, and interrupted writes, on every backend.</summary>
public sealed class TransactionContractTests : IDisposable
{
    private const string Password = "Transaction!1";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public static TheoryData<string> Every => Backends.With(Capability.None);

    public static TheoryData<string> Limited => Backends.With(Capability.MemoryLimit);

    public static TheoryData<string> Removable => Backends.With(Capability.Removal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static WriteOptions Gap => ContractToken.Writing with { AllowEraseBeforeWrite = true };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Every))]
    public async Task PlanAsync_changes_nothing_and_says_what_ReplaceAsync_then_does(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();

        WritePlan plan = await token.PlanReplaceAsync(old, renewed, ContractToken.Writing, Token);

        Assert.Equal(before, await fixture.SnapshotAsync());
        Assert.True(plan is { IsLoggedIn: true, IsPossible: true, SpaceCheck: SpaceCheckResult.Sufficient, Mode: WriteMode.WriteNewFirst });
        Assert.Equal((7, 7, 14), (plan.Before.Count(), plan.After.Count(), plan.Objects.Count));
        WritePlan read = WritePlan.FromJson(plan.ToJson());
        await token.ReplaceAsync(old, renewed, ContractToken.Writing with { Plan = read }, cancellationToken: Token);
        WritePlan now = await token.PlanEraseAsync(Assert.Single(await token.GetIdentitiesAsync(Token)), Token);
        Assert.Equal(
            plan.After.Select(o => (o.Kind, o.Id, o.Label)).OrderBy(o => o.ToString(), StringComparer.Ordinal),
            now.Before.Select(o => (o.Kind, o.Id, o.Label)).OrderBy(o => o.ToString(), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task EraseAsync_with_a_plan_does_what_it_says_or_nothing(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity identity = TestIdentities.New();
        TokenIdentity written = await token.WriteAsync(identity, ContractToken.Writing, cancellationToken: Token);
        WritePlan stale = await token.PlanEraseAsync(written, Token);
        await fixture.WriteForeignObjectAsync("vendor data", [1]);
        string[] before = await fixture.SnapshotAsync();

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.EraseAsync(written, new WriteOptions { Plan = stale }, cancellationToken: Token));

        Assert.Equal(BioTokenError.PlanMismatch, e.Reason);
        Assert.Equal(before, await fixture.SnapshotAsync());
        WritePlan plan = WritePlan.FromJson((await token.PlanEraseAsync(written, Token)).ToJson());
        await token.EraseAsync(written, new WriteOptions { Plan = plan }, cancellationToken: Token);
        Assert.Empty(await token.GetIdentitiesAsync(Token));
        Assert.Single(await fixture.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_with_a_plan_refuses_a_token_that_changed_since(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        WritePlan plan = await token.PlanReplaceAsync(old, renewed, ContractToken.Writing, Token);
        await fixture.WriteForeignObjectAsync("vendor data", [1]);
        string[] before = await fixture.SnapshotAsync();

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.ReplaceAsync(old, renewed, ContractToken.Writing with { Plan = plan }, cancellationToken: Token));

        Assert.Equal(BioTokenError.PlanMismatch, e.Reason);
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Limited))]
    public async Task A_full_token_is_replaced_in_place_only_if_that_is_allowed_and_the_source_stays(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { IsSmall = true });
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity unkept = TestIdentities.New();
        using NpkiIdentity renewed = NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, unkept, Password), Password);
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);

        WritePlan refused = await token.PlanReplaceAsync(old, renewed, ContractToken.Writing, Token);
        CertificateRejectedException rejected = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.ReplaceAsync(old, unkept, Gap, cancellationToken: Token));
        WritePlan allowed = await token.PlanReplaceAsync(old, renewed, Gap, Token);
        TokenIdentity current = await token.ReplaceAsync(old, renewed, Gap with { Plan = allowed }, cancellationToken: Token);

        Assert.True(refused is { IsPossible: false, SpaceCheck: SpaceCheckResult.Insufficient, Mode: WriteMode.WriteNewFirst });
        Assert.Equal(CertificateRejection.SourceNotKept, rejected.Rejection);
        Assert.True(allowed is { IsPossible: true, SpaceCheck: SpaceCheckResult.Insufficient, Mode: WriteMode.EraseOldFirst });
        Assert.Equal(current.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
        Assert.Equal((renewed.Certificate.SerialNumber, 7), (current.SerialNumber, current.ObjectCount));
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Limited))]
    public async Task A_token_that_is_too_small_even_without_the_old_identity_is_not_erased(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { IsSmall = true });
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity filling = TestIdentities.New("대리인", keyManagement: false);
        using NpkiIdentity expiring = TestIdentities.New(keyManagement: false);
        using NpkiIdentity issued = TestIdentities.New();
        using NpkiIdentity renewed = NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, issued, Password), Password);
        await token.WriteAsync(filling, ContractToken.Writing, cancellationToken: Token);
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();

        WritePlan plan = await token.PlanReplaceAsync(old, renewed, Gap, Token);
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.ReplaceAsync(old, renewed, Gap, cancellationToken: Token));

        Assert.True(plan is { IsPossible: false, SpaceCheck: SpaceCheckResult.InsufficientInPlace });
        Assert.Equal(BioTokenError.TokenFull, e.Reason);
        Assert.Equal(before, await fixture.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task Pulled_out_before_the_commit_point_resuming_removes_what_was_written(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        string[] before = await PullOutAsync(fixture, expiring, renewed, ContractToken.Writing, WriteStage.Verifying);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        InterruptedWrite unfinished = Assert.IsType<InterruptedWrite>(await token.Recovery.GetInterruptedWriteAsync(Token));

        ResumeOutcome outcome = await token.Recovery.ResumeAsync(unfinished, cancellationToken: Token);

        Assert.Equal(
            (InterruptedWriteState.BeforeCommit, renewed.Certificate.SerialNumber), (unfinished.State, unfinished.NewSerialNumber));
        Assert.Equal(ResumeOutcome.RolledBack, outcome);
        Assert.Equal(before, await fixture.SnapshotAsync());
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task Pulled_out_after_the_commit_point_the_next_write_erases_the_rest(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        using NpkiIdentity agent = TestIdentities.New("대리인", keyManagement: false);
        await PullOutAsync(fixture, expiring, renewed, ContractToken.Writing, WriteStage.Erasing);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        InterruptedWriteState? state = (await token.Recovery.GetInterruptedWriteAsync(Token))?.State;

        await token.WriteAsync(agent, ContractToken.Writing, cancellationToken: Token);

        Assert.Equal(InterruptedWriteState.AfterCommit, state);
        Assert.Equal(
            new[] { agent.Certificate.SerialNumber, renewed.Certificate.SerialNumber }.Order(StringComparer.Ordinal),
            (await token.GetIdentitiesAsync(Token)).Select(i => i.SerialNumber).Order(StringComparer.Ordinal));
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task In_a_gap_everything_is_refused_until_it_is_resumed_from_the_source(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { IsSmall = true });
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity issued = TestIdentities.New();
        using NpkiIdentity renewed = NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, issued, Password), Password);
        await PullOutAsync(fixture, expiring, renewed, Gap, WriteStage.Writing);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        InterruptedWrite unfinished = Assert.IsType<InterruptedWrite>(await token.Recovery.GetInterruptedWriteAsync(Token));
        Assert.Equal((InterruptedWriteState.Gap, renewed.SourceFolder), (unfinished.State, unfinished.SourceFolder));

        await AssertGapAsync(() => token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token));
        await AssertGapAsync(() => token.SignAsync(new byte[] { 1 }, cancellationToken: Token));
        await AssertGapAsync(() => token.PlanWriteAsync(expiring, ContractToken.Writing, Token));
        await AssertGapAsync(() => token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        CertificateRejectedException other = await Assert.ThrowsAsync<CertificateRejectedException>(
            () => token.Recovery.ResumeAsync(unfinished, expiring, cancellationToken: Token));
        ResumeOutcome outcome = await token.Recovery.ResumeAsync(unfinished, renewed, cancellationToken: Token);

        Assert.Equal(CertificateRejection.SourceMismatch, other.Rejection);
        Assert.Equal(ResumeOutcome.Completed, outcome);
        Assert.Equal(renewed.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
        Assert.Equal(256, (await token.SignAsync(new byte[] { 1 }, cancellationToken: Token)).Length);
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task A_gap_that_is_given_up_leaves_the_token_as_it_is_and_free(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend, new ContractSetup { IsSmall = true });
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity agent = TestIdentities.New("대리인", keyManagement: false);
        using NpkiIdentity issued = TestIdentities.New();
        using NpkiIdentity renewed = NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, issued, Password), Password);
        await PullOutAsync(fixture, expiring, renewed, Gap, WriteStage.Writing);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        string[] before = await fixture.SnapshotAsync();

        await token.Recovery.AbandonAsync((await token.Recovery.GetInterruptedWriteAsync(Token))!, Token);

        Assert.Equal(before, await fixture.SnapshotAsync());
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
        await token.WriteAsync(agent, ContractToken.Writing, cancellationToken: Token);
        Assert.Equal(agent.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task ReplaceAsync_keeps_the_certificates_that_it_erases(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);

        await token.ReplaceAsync(old, renewed, ContractToken.Writing, cancellationToken: Token);

        byte[][] kept =
        [
            .. Directory.EnumerateFiles(TestJournal.Directory, "*.der", SearchOption.AllDirectories)
                .Where(file => file.Contains(token.Info.SerialNumber, StringComparison.Ordinal)).Select(File.ReadAllBytes),
        ];
        Assert.Equal(2, kept.Length);
        Assert.Contains(kept, der => der.AsSpan().SequenceEqual(expiring.Certificate.Der.Span));
        Assert.Contains(kept, der => der.AsSpan().SequenceEqual(expiring.KeyManagementCertificate!.Der.Span));
    }

    /// <summary>Replaces an identity and removes the token at a stage; then inserts it again.</summary>
    /// <returns>Hashes of the objects that were visible on the token before.</returns>
    private static async Task<string[]> PullOutAsync(
        ContractToken fixture, NpkiIdentity expiring, NpkiIdentity renewed, WriteOptions options, WriteStage stage)
    {
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();
        TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);
        string[] before = await fixture.SnapshotAsync();
        bool isOut = false;
        PulledOut progress = new(stage, () =>
        {
            if (!isOut)
                fixture.Remove();
            isOut = true;
        });
        BioTokenException e = await Assert.ThrowsAnyAsync<BioTokenException>(
            () => token.ReplaceAsync(old, renewed, options, progress, Token));
        Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
        fixture.Insert();
        return before;
    }

    private static async Task AssertGapAsync(Func<Task> refused)
        => Assert.Equal(BioTokenError.GapOpen, (await Assert.ThrowsAsync<BioTokenException>(refused)).Reason);

    private sealed class PulledOut(WriteStage stage, Action pull) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value)
        {
            if (value is { Completed: 1 } && value.Stage == stage)
                pull();
        }
    }
}
