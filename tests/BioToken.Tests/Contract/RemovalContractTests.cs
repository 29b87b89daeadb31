using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Tests.Contract;

/// <summary>Removal and insertion of tokens, on every backend that supports them.</summary>
public sealed class RemovalContractTests
{
    public static TheoryData<string> Removable => Backends.With(Capability.Removal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task A_removed_token_says_so_once_and_for_all(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using IBioToken token = await fixture.OpenAuthenticatedAsync();

        fixture.Remove();
        BioTokenException first = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));
        Assert.Equal(BioTokenState.Removed, token.State);
        fixture.Insert();
        BioTokenException second = await Assert.ThrowsAnyAsync<BioTokenException>(() => token.GetIdentitiesAsync(Token));

        Assert.Equal(BioTokenError.TokenRemoved, first.Reason);
        Assert.Equal(BioTokenError.TokenRemoved, second.Reason);
        Assert.Equal(BioTokenState.Removed, token.State);
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task A_token_that_came_back_can_be_opened_again_and_wants_all_steps(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await using (IBioToken gone = await fixture.OpenAuthenticatedAsync())
        {
            fixture.Remove();
            await Assert.ThrowsAnyAsync<BioTokenException>(() => gone.GetIdentitiesAsync(Token));
        }

        fixture.Insert();
        await using IBioToken token = await fixture.OpenAsync();
        Assert.Equal(BioTokenState.Open, token.State);
        await ContractToken.AuthenticateAsync(token);

        Assert.Equal(BioTokenState.Authenticated, token.State);
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task A_removed_token_is_not_listed(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await fixture.FindAsync();

        fixture.Remove();

        Assert.Empty(await fixture.Provider.ListAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task A_token_pulled_out_during_a_write_is_a_removal_and_the_old_identity_is_still_there(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = TestIdentities.New();
        await using (IBioToken token = await fixture.OpenAuthenticatedAsync())
        {
            TokenIdentity old = await token.WriteAsync(expiring, ContractToken.Writing, cancellationToken: Token);

            CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(() => token.ReplaceAsync(
                old,
                renewed,
                ContractToken.Writing,
                progress: new RemoveAt(WriteStage.Verifying, fixture.Remove),
                cancellationToken: Token));

            Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
            Assert.Equal(WriteStage.Verifying, e.Stage);
            Assert.Equal(TokenContents.Unknown, e.Contents);
            Assert.Equal(BioTokenState.Removed, token.State);
        }

        fixture.Insert();
        await using IBioToken again = await fixture.OpenAuthenticatedAsync();
        Assert.Contains(
            await again.GetIdentitiesAsync(Token), i => i.SerialNumber == expiring.Certificate.SerialNumber && i.ObjectCount == 7);
    }

    [Theory]
    [MemberData(nameof(Removable))]
    public async Task WatchAsync_tells_of_removal_and_return(string backend)
    {
        await using ContractToken fixture = Backends.Create(backend);
        await fixture.FindAsync();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(TimeSpan.FromSeconds(20));
        await using IAsyncEnumerator<BioTokenChange> changes = fixture.Provider.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);

        Task<bool> next = changes.MoveNextAsync().AsTask();
        // Queued after the watch's own first listing.
        await fixture.FindAsync();
        fixture.Remove();
        Assert.True(await next);
        BioTokenChangeKind first = changes.Current.Kind;
        next = changes.MoveNextAsync().AsTask();
        fixture.Insert();
        Assert.True(await next);

        Assert.Equal(BioTokenChangeKind.Removed, first);
        Assert.Equal(BioTokenChangeKind.Inserted, changes.Current.Kind);
    }

    private sealed class RemoveAt(WriteStage stage, Action remove) : IProgress<WriteProgress>
    {
        private bool _done;

        public void Report(WriteProgress value)
        {
            if (value.Stage != stage || _done)
                return;
            _done = true;
            remove();
        }
    }
}
