using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Constants;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing.Resuming;

/// <summary>
/// A journal that lost its last records, or is older than the token's contents: no complete identity is erased without a request.
/// </summary>
public sealed class LostCommitTests : IAsyncLifetime
{
    private readonly JournalBench _bench = new();
    private readonly NpkiIdentity _first = TestIdentities.New("first");
    private readonly NpkiIdentity _second = TestIdentities.New("second");
    private readonly NpkiIdentity _third = TestIdentities.New("third", keyManagement: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _bench.AddToken();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        foreach (NpkiIdentity identity in new[] { _first, _second, _third })
            identity.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_finished_copy_whose_commit_is_lost_is_verified_and_stays(bool isReplacement)
    {
        await FinishAsync(isReplacement);
        _bench.CutJournal(records: 0);
        await using IBioToken token = await _bench.OpenAsync();
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Token))!;
        int signatures = 0;
        _bench.Module.Signature = _ => signatures++;

        ResumePlan plan = await token.Recovery.PlanResumeAsync(unfinished, Token);
        ResumeOutcome outcome = await token.Recovery.ResumeAsync(unfinished, cancellationToken: Token);

        Assert.Empty(plan.ErasedCertificates);
        Assert.Empty(plan.ErasedObjects);
        Assert.Equal((ResumeOutcome.Completed, 1), (outcome, signatures));
        await AssertHoldsAsync(token, _second);
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_finished_copy_whose_commit_is_lost_stays_when_the_next_one_comes(bool isReplacement)
    {
        await FinishAsync(isReplacement);
        _bench.CutJournal(records: 0);
        await using IBioToken token = await _bench.OpenAsync();

        await token.WriteAsync(_third, cancellationToken: Token);

        await AssertHoldsAsync(token, _second, _third);
        Assert.Null(await token.Recovery.GetInterruptedWriteAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_finished_copy_whose_last_records_are_zeroed_stays_and_the_journal_is_refused(bool isReplacement)
    {
        await FinishAsync(isReplacement);
        _bench.DamageJournal(26, end => end.Clear());
        await using IBioToken token = await _bench.OpenAsync();

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.WriteAsync(_third, cancellationToken: Token));

        Assert.Equal(BioTokenError.JournalUnusable, e.Reason);
        await AssertHoldsAsync(token, _second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_older_journal_of_a_replacement_erases_a_complete_identity_only_by_name(int records)
    {
        await FinishAsync(isReplacement: true);
        byte[] journal = await File.ReadAllBytesAsync(_bench.JournalFile, Token);
        await using IBioToken token = await _bench.OpenAsync();
        await token.WriteAsync(_first, cancellationToken: Token);
        await File.WriteAllBytesAsync(_bench.JournalFile, journal, Token);
        _bench.CutJournal(records);
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Token))!;
        NpkiIdentity erased = records == 0 ? _second : _first;

        foreach (Func<Task> change in Changes(token))
        {
            BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(change);
            Assert.Equal(BioTokenError.ResumeRequired, e.Reason);
            Assert.Contains(erased.Certificate.SerialNumber, e.Message, StringComparison.Ordinal);
        }

        await AssertHoldsAsync(token, _first, _second);
        ResumePlan plan = await token.Recovery.PlanResumeAsync(unfinished, Token);
        WritePlan write = await token.PlanWriteAsync(_third, cancellationToken: Token);
        Assert.Equal(erased.Certificate.SerialNumber, Assert.Single(plan.ErasedCertificates).SerialNumber);
        Assert.Equal((7, 7), (plan.ErasedObjects.Count, write.SettledFirst.Count));
        Assert.Equal(plan.ErasedObjects, write.SettledFirst);
        Assert.Equal(plan.Outcome, await token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        await AssertHoldsAsync(token, records == 0 ? _first : _second);
    }

    [Fact]
    public async Task Without_a_login_a_plan_names_what_may_be_erased()
    {
        await FinishAsync(isReplacement: true);
        byte[] journal = await File.ReadAllBytesAsync(_bench.JournalFile, Token);
        await using (IBioToken first = await _bench.OpenAsync())
            await first.WriteAsync(_first, cancellationToken: Token);
        await File.WriteAllBytesAsync(_bench.JournalFile, journal, Token);
        _bench.CutJournal(records: 1);
        await using IBioToken token = await _bench.OpenAsync(logIn: false);

        ResumePlan plan = await token.Recovery.PlanResumeAsync((await token.Recovery.GetInterruptedWriteAsync(Token))!, Token);

        Assert.False(plan.IsLoggedIn);
        Assert.Equal(_first.Certificate.SerialNumber, Assert.Single(plan.ErasedCertificates).SerialNumber);
    }

    [Fact]
    public async Task A_complete_copy_whose_key_does_not_prove_itself_is_neither_committed_nor_erased()
    {
        await FinishAsync(isReplacement: false);
        _bench.CutJournal(records: 0);
        await using IBioToken token = await _bench.OpenAsync();
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Token))!;
        _bench.Module.Signature = signature => signature[^1] ^= 1;

        BioTokenException wrong = await Assert.ThrowsAsync<BioTokenException>(
            () => token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        _bench.Module.Sign = () => CKR.FUNCTION_FAILED;
        BioTokenException failed = await Assert.ThrowsAsync<BioTokenException>(
            () => token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));

        Assert.Equal((BioTokenError.TokenChanged, BioTokenError.ModuleError), (wrong.Reason, failed.Reason));
        await AssertHoldsAsync(token, _second);
        Assert.Equal(InterruptedWriteState.BeforeCommit, (await token.Recovery.GetInterruptedWriteAsync(Token))!.State);
    }

    [Fact]
    public async Task A_key_that_serves_another_certificate_by_now_is_not_removed()
    {
        await FinishAsync(isReplacement: false);
        await using IBioToken token = await _bench.OpenAsync();
        // As if another certificate had been written then, with the same key, which the certificate on the token needs.
        byte[] other = [.. Enumerable.Repeat((byte)7, 32)];
        JournalEntry entry = JournalFormat.Read(await File.ReadAllBytesAsync(_bench.JournalFile, Token))!;
        WriteIntent intent = entry.Intent with
        {
            NewCertificate = other,
            New = [.. entry.Intent.New.Select(
                o => o.Hash.AsSpan().SequenceEqual(entry.Intent.NewCertificate) ? o with { Hash = other } : o)],
        };
        await File.WriteAllBytesAsync(_bench.JournalFile, JournalFormat.Begin(intent), Token);
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Token))!;

        foreach (Func<Task> change in (Func<Task>[])[() => token.Recovery.ResumeAsync(unfinished, cancellationToken: Token), () => token.WriteAsync(_third, cancellationToken: Token)])
            Assert.Equal(BioTokenError.TokenChanged, (await Assert.ThrowsAsync<BioTokenException>(change)).Reason);
        await AssertHoldsAsync(token, _second);
    }

    /// <summary>Copies the second identity completely, either replacing the first or to an empty token.</summary>
    private async Task FinishAsync(bool isReplacement)
    {
        await using IBioToken token = await _bench.OpenAsync();
        if (isReplacement)
            await token.ReplaceAsync(await token.WriteAsync(_first, cancellationToken: Token), _second, cancellationToken: Token);
        else
            await token.WriteAsync(_second, cancellationToken: Token);
    }

    private IEnumerable<Func<Task>> Changes(IBioToken token)
    {
        TokenIdentity identity = token.GetIdentitiesAsync(Token).GetAwaiter().GetResult()[0];
        yield return () => token.WriteAsync(_third, cancellationToken: Token);
        yield return () => token.ReplaceAsync(identity, _third, cancellationToken: Token);
        yield return () => token.EraseAsync(identity, cancellationToken: Token);
    }

    /// <summary>Asserts that exactly these identities are on the token, with their keys.</summary>
    private static async Task AssertHoldsAsync(IBioToken token, params NpkiIdentity[] identities)
    {
        IReadOnlyList<TokenIdentity> now = await token.GetIdentitiesAsync(Token);
        Assert.Equal(
            identities.Select(i => i.Certificate.SerialNumber).Order(StringComparer.Ordinal),
            now.Select(i => i.SerialNumber).Order(StringComparer.Ordinal));
        Assert.All(now, identity => Assert.Equal(
            (identity.KeyManagementCertificate is null ? 4 : 7, true), (identity.ObjectCount, identity.HasPrivateKey)));
    }
}
