using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Tests.Writing.Resuming;

/// <summary>The token's contents decide how an interrupted write ends, regardless of the return values of its calls.</summary>
public sealed class StoppedWriteTests : IAsyncLifetime
{
    // Enough for one identity of seven objects, but not for two, as the simulator counts them.
    private const int SmallMemory = 12 * 1024;

    private readonly JournalBench _bench = new();
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly NpkiIdentity _old = TestIdentities.New("old");
    private readonly NpkiIdentity _new = TestIdentities.New("new");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _folder.Dispose();
        _old.Dispose();
        _new.Dispose();
    }

    [Fact]
    public async Task Gap_without_its_source_stays_open_unless_the_key_proves_itself()
    {
        _bench.AddToken(memory: SmallMemory);
        using NpkiIdentity kept = NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, _new, "Transaction!1"), "Transaction!1");
        await using IBioToken token = await _bench.OpenAsync();
        TokenIdentity old = await token.WriteAsync(_old, cancellationToken: Token);
        await token.ReplaceAsync(old, kept, new WriteOptions { AllowEraseBeforeWrite = true }, cancellationToken: Token);
        _bench.CutJournal(records: 0);
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Token))!;
        _bench.Module.Signature = signature => signature[^1] ^= 1;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));

        Assert.Equal((BioTokenError.GapOpen, InterruptedWriteState.Gap), (e.Reason, unfinished.State));
        Assert.Equal(7, Assert.Single(await token.GetIdentitiesAsync(Token)).ObjectCount);
        Assert.Equal(InterruptedWriteState.Gap, (await token.Recovery.GetInterruptedWriteAsync(Token))!.State);
        _bench.Module.Signature = _ => { };
        Assert.Equal(ResumeOutcome.Completed, await token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        Assert.Equal(7, Assert.Single(await token.GetIdentitiesAsync(Token)).ObjectCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rollback_is_finished_only_if_nothing_of_the_new_identity_is_left(bool canErase)
    {
        _bench.AddToken();
        await using IBioToken token = await _bench.OpenAsync();
        TokenIdentity old = await token.WriteAsync(_old, cancellationToken: Token);
        _bench.Module.Signature = signature => signature[^1] ^= 1;
        _bench.Module.Destroy = _ => canErase ? null : CKR.DEVICE_ERROR;

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.ReplaceAsync(old, _new, cancellationToken: Token));
        InterruptedWrite? unfinished = await token.Recovery.GetInterruptedWriteAsync(Token);

        Assert.Equal(canErase ? TokenContents.Unchanged : TokenContents.OldAndPartOfNew, e.Contents);
        Assert.Equal(canErase, unfinished is null);
        Assert.Equal(canErase ? 1 : 2, (await token.GetIdentitiesAsync(Token)).Count);
        if (unfinished is null)
            return;
        CertificateWriteException again = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        Assert.Equal(TokenContents.OldAndPartOfNew, again.Contents);
        Assert.NotNull(await token.Recovery.GetInterruptedWriteAsync(Token));
        _bench.Module.Destroy = _ => null;
        Assert.Equal(ResumeOutcome.RolledBack, await token.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        Assert.Equal(_old.Certificate.SerialNumber, Assert.Single(await token.GetIdentitiesAsync(Token)).SerialNumber);
    }

    [Fact]
    public async Task Erasure_goes_on_after_an_object_that_cannot_be_destroyed()
    {
        _bench.AddToken();
        await using IBioToken token = await _bench.OpenAsync();
        TokenIdentity written = await token.WriteAsync(_old, cancellationToken: Token);
        nuint certificate = written.Objects.Main.CertificateObject.Handle;
        _bench.Module.Destroy = handle => handle == certificate ? CKR.DEVICE_ERROR : null;

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.EraseAsync(written, cancellationToken: Token));

        Assert.Equal(TokenContents.PartOfOld, e.Contents);
        Assert.Equal(1, Assert.Single(await token.GetIdentitiesAsync(Token)).ObjectCount);
    }

    [Fact]
    public async Task What_is_left_of_a_key_management_pair_is_not_taken_for_that_of_another_identity()
    {
        _bench.AddToken();
        await using IBioToken token = await _bench.OpenAsync();
        using NpkiIdentity alone = TestIdentities.New(keyManagement: false);
        using NpkiIdentity erased = TestIdentities.New();
        await token.WriteAsync(alone, cancellationToken: Token);
        TokenIdentity written = await token.WriteAsync(erased, cancellationToken: Token);
        TokenKeyPair pair = written.Objects.KeyManagement!;
        HashSet<nuint> left = [.. pair.KeyObjects.Prepend(pair.CertificateObject).Select(o => o.Handle)];
        _bench.Module.Destroy = handle => left.Contains(handle) ? CKR.DEVICE_ERROR : null;
        await Assert.ThrowsAsync<CertificateWriteException>(() => token.EraseAsync(written, cancellationToken: Token));
        InterruptedWrite unfinished = (await token.Recovery.GetInterruptedWriteAsync(Token))!;

        ResumePlan plan = await token.Recovery.PlanResumeAsync(unfinished, Token);

        // The remaining pair now looks like part of the other identity, and is listed only as objects.
        Assert.NotNull(Assert.Single(await token.GetIdentitiesAsync(Token)).KeyManagementCertificate);
        Assert.Empty(plan.ErasedCertificates);
        Assert.Equal(left.Count, plan.ErasedObjects.Count);
        _bench.Module.Destroy = _ => null;
        await token.Recovery.ResumeAsync(unfinished, cancellationToken: Token);
        TokenIdentity stays = Assert.Single(await token.GetIdentitiesAsync(Token));
        Assert.Equal((alone.Certificate.SerialNumber, 4), (stays.SerialNumber, stays.ObjectCount));
    }

    [Fact]
    public async Task Handle_that_holds_another_object_by_now_is_not_erased()
    {
        _bench.AddToken();
        await using IBioToken token = await _bench.OpenAsync();
        TokenIdentity other = await token.WriteAsync(_old, cancellationToken: Token);
        TokenIdentity meant = await token.WriteAsync(_new, cancellationToken: Token);
        (nuint one, nuint two) = (other.Objects.Main.CertificateObject.Handle, meant.Objects.Main.CertificateObject.Handle);
        _bench.Module.Handle = handle => handle == one ? two : handle == two ? one : handle;

        // Either the call is refused, or it finds the object under its new handle; it never erases the object that now has the old handle.
        Exception? e = await Record.ExceptionAsync(() => token.EraseAsync(meant, cancellationToken: Token));

        _bench.Module.Handle = handle => handle;
        IReadOnlyList<TokenIdentity> now = await token.GetIdentitiesAsync(Token);
        Assert.Equal(7, now.Single(identity => identity.SerialNumber == other.SerialNumber).ObjectCount);
        Assert.Equal(e is null ? 1 : 2, now.Count);
        if (e is not null)
            Assert.Equal(CertificateRejection.OldIdentityChanged, Assert.IsType<CertificateRejectedException>(e).Rejection);
    }

    [Theory]
    [InlineData(0, TokenContents.AsPlanned)]
    [InlineData(1, TokenContents.PartOfOld)]
    [InlineData(2, TokenContents.Unchanged)]
    public void Contents_of_a_stopped_erasure_are_what_is_left(int left, TokenContents expected)
    {
        TokenObject[] objects =
        [
            .. new[] { CKO.CERTIFICATE, CKO.PRIVATE_KEY }.Select(
                (kind, i) => new TokenObject((nuint)i + 1, kind, [1], [], [], [], [(byte)i, 1], [])),
        ];
        WriteIntent intent = new()
        {
            TokenSerialNumber = "0000",
            TokenLabel = "",
            StartedAt = DateTimeOffset.UnixEpoch,
            Mode = WriteMode.WriteNewFirst,
            Before = [.. objects.Select(JournaledObject.Of)],
            Old = [0, 1],
        };

        Assert.Equal(expected, IntendedWrite.Find(intent, objects[..left]).Describe(intent));
    }
}
