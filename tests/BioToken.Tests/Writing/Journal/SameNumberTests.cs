using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Tests.Writing.Resuming;
using BioToken.Writing;

namespace BioToken.Tests.Writing.Journal;

/// <summary>Two tokens with the same manufacturer, model and serial number, as some cheap tokens have.</summary>
public sealed class SameNumberTests : IAsyncLifetime
{
    private readonly JournalBench _bench = new();
    private readonly NpkiIdentity _one = TestIdentities.New("one");
    private readonly NpkiIdentity _renewed = TestIdentities.New("one renewed");
    private readonly NpkiIdentity _other = TestIdentities.New("other", keyManagement: false);
    private readonly NpkiIdentity _more = TestIdentities.New("more", keyManagement: false);
    private string _first = "";
    private string _second = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _bench.Module.TokenInfo = (_, info) => info with { SerialNumber = "0000", Label = "Cheap" };
        _first = _bench.AddToken("A");
        _second = _bench.AddToken("B");
        _bench.Remove(_second);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        foreach (NpkiIdentity identity in new[] { _one, _renewed, _other, _more })
            identity.Dispose();
    }

    [Theory]
    [InlineData(WriteStage.Writing)]
    [InlineData(WriteStage.Verifying)]
    [InlineData(WriteStage.Erasing)]
    public async Task What_stopped_on_one_neither_blocks_the_other_nor_is_settled_there(WriteStage stage)
    {
        await StopOnFirstAsync(stage);
        _bench.Insert(_second);
        await using (IBioToken second = await _bench.OpenAsync())
        {
            Assert.Null(await second.Recovery.GetInterruptedWriteAsync(Token));
            await second.WriteAsync(_other, cancellationToken: Token);
            await second.WriteAsync(_more, cancellationToken: Token);
            Assert.Equal(2, (await second.GetIdentitiesAsync(Token)).Count);
        }

        _bench.Remove(_second);
        _bench.Insert(_first);
        await using IBioToken first = await _bench.OpenAsync();
        InterruptedWrite unfinished = Assert.IsType<InterruptedWrite>(await first.Recovery.GetInterruptedWriteAsync(Token));
        ResumeOutcome outcome = await first.Recovery.ResumeAsync(unfinished, cancellationToken: Token);
        string left = Assert.Single(await first.GetIdentitiesAsync(Token)).SerialNumber;
        Assert.Equal(outcome == ResumeOutcome.Completed ? _renewed.Certificate.SerialNumber : _one.Certificate.SerialNumber, left);
        Assert.Equal(stage == WriteStage.Erasing, outcome == ResumeOutcome.Completed);
    }

    [Theory]
    [InlineData(WriteStage.Writing)]
    [InlineData(WriteStage.Verifying)]
    [InlineData(WriteStage.Erasing)]
    public async Task With_both_plugged_in_each_has_its_own_journal(WriteStage stage)
    {
        await StopOnFirstAsync(stage);
        _bench.Insert(_first);
        _bench.Insert(_second);
        await using IBioToken first = await _bench.OpenAsync(slot: 0);
        await using IBioToken second = await _bench.OpenAsync(slot: 1);
        InterruptedWrite unfinished = Assert.IsType<InterruptedWrite>(await first.Recovery.GetInterruptedWriteAsync(Token));

        Assert.Null(await second.Recovery.GetInterruptedWriteAsync(Token));
        await second.WriteAsync(_other, cancellationToken: Token);
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => second.Recovery.ResumeAsync(unfinished, cancellationToken: Token));
        await first.Recovery.ResumeAsync(unfinished, cancellationToken: Token);

        Assert.Equal(BioTokenError.TokenNotPresent, e.Reason);
        Assert.Single(await first.GetIdentitiesAsync(Token));
        Assert.Equal(_other.Certificate.SerialNumber, Assert.Single(await second.GetIdentitiesAsync(Token)).SerialNumber);
        Assert.Null(await first.Recovery.GetInterruptedWriteAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_that_cannot_be_told_apart_are_not_changed(bool holdTheSame)
    {
        if (holdTheSame)
            await WriteSeparatelyAsync(_one);
        _bench.Insert(_first);
        _bench.Insert(_second);
        await using IBioToken first = await _bench.OpenAsync(slot: 0);
        await using IBioToken second = await _bench.OpenAsync(slot: 1);

        foreach (IBioToken token in new[] { first, second })
        {
            BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.WriteAsync(_other, cancellationToken: Token));
            Assert.Equal(BioTokenError.TokenAmbiguous, e.Reason);
            Assert.Equal(holdTheSame ? 1 : 0, (await token.GetIdentitiesAsync(Token)).Count);
        }

        _bench.Remove(_second);
        await first.WriteAsync(_other, cancellationToken: Token);
    }

    [Fact]
    public async Task Labels_tell_tokens_apart_that_hold_the_same()
    {
        _bench.Module.TokenInfo = (_, info) => info with { SerialNumber = "0000" };
        _bench.Insert(_second);
        await using IBioToken first = await _bench.OpenAsync(slot: 0);
        await using IBioToken second = await _bench.OpenAsync(slot: 1);

        await first.WriteAsync(_one, cancellationToken: Token);
        await second.WriteAsync(_one, cancellationToken: Token);

        Assert.Single(await second.GetIdentitiesAsync(Token));
    }

    [Fact]
    public async Task What_stopped_on_another_token_of_the_same_number_can_be_given_up()
    {
        await StopOnFirstAsync(WriteStage.Erasing);
        _bench.Insert(_second);
        await using IBioToken second = await _bench.OpenAsync();
        await second.WriteAsync(_other, cancellationToken: Token);
        IReadOnlyList<InterruptedWrite> all = await _bench.Provider.ListInterruptedWritesAsync(Token);

        await second.Recovery.AbandonAsync(Assert.Single(all), Token);

        Assert.Empty(await _bench.Provider.ListInterruptedWritesAsync(Token));
    }

    private async Task WriteSeparatelyAsync(NpkiIdentity identity)
    {
        foreach (string serial in new[] { _first, _second })
        {
            _bench.Insert(serial);
            await using (IBioToken token = await _bench.OpenAsync())
                await token.WriteAsync(identity, cancellationToken: Token);
            _bench.Remove(serial);
        }
    }

    /// <summary>
    /// Removes the first token while its certificate is being replaced, and does not insert it again; the second one has another
    /// certificate, or none.
    /// </summary>
    private async Task StopOnFirstAsync(WriteStage stage)
    {
        await using IBioToken token = await _bench.OpenAsync();
        TokenIdentity old = await token.WriteAsync(_one, cancellationToken: Token);
        Pulling progress = new(stage, () => _bench.Remove(_first));
        await Assert.ThrowsAsync<CertificateWriteException>(
            () => token.ReplaceAsync(old, _renewed, progress: progress, cancellationToken: Token));
    }

    private sealed class Pulling(WriteStage stage, Action pull) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value)
        {
            if (value is { Completed: 1 } && value.Stage == stage)
                pull();
        }
    }
}
