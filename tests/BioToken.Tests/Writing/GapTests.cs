using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Tests.Contract;
using BioToken.Tests.FaultyModules;
using BioToken.Writing;
using Microsoft.Extensions.Logging;

namespace BioToken.Tests.Writing;

/// <summary>
/// An erase-first replacement, on a token that requests a finger for each signature: no listener prevents its completion, and failures are
/// reported correctly.
/// </summary>
public sealed class GapTests : IDisposable
{
    private const string Password = "Gap folder!1";

    // Enough for one identity of seven objects, but not for two.
    private const int SmallMemory = 12 * 1024;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static WriteOptions Gap => ContractToken.Writing with { AllowEraseBeforeWrite = true };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("progress")]
    [InlineData("prompts")]
    [InlineData("logger")]
    public async Task ReplaceAsync_closes_the_gap_whatever_a_listener_throws(string failing)
    {
        Failing listener = new();
        await using FaultyToken faulty = await OpenAsync(failing == "logger" ? listener : null);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = Kept(TestIdentities.New());
        TokenIdentity old = await faulty.WriteAsync(expiring);
        if (failing == "prompts")
            await faulty.Token.MatchFingerprintAsync(listener, Cancel);
        listener.IsFailing = true;

        TokenIdentity written = await faulty.Token.ReplaceAsync(old, renewed, Gap, failing == "progress" ? listener : null, Cancel);

        Assert.True(listener.Failures > 0);
        Assert.Equal((renewed.Certificate.SerialNumber, 7), (written.SerialNumber, written.ObjectCount));
        Assert.Null(await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancel));
    }

    [Theory]
    [InlineData("progress", true)]
    [InlineData("progress", false)]
    [InlineData("prompts", true)]
    [InlineData("prompts", false)]
    [InlineData("logger", true)]
    public async Task ResumeAsync_closes_the_gap_whatever_a_listener_throws(string failing, bool hasSource)
    {
        Failing listener = new();
        await using FaultyToken faulty = await OpenAsync(failing == "logger" ? listener : null);
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = Kept(TestIdentities.New());
        await StopInGapAsync(faulty, expiring, renewed);
        InterruptedWrite unfinished = (await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancel))!;
        if (failing == "prompts")
            await faulty.Token.MatchFingerprintAsync(listener, Cancel);
        listener.IsFailing = true;
        listener.FailsAtOnce = true;

        ResumeOutcome outcome = await faulty.Token.Recovery.ResumeAsync(
            unfinished, hasSource ? renewed : null, failing == "progress" ? listener : null, Cancel);

        Assert.True(listener.Failures > 0);
        Assert.Equal(ResumeOutcome.Completed, outcome);
        Assert.Null(await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancel));
        Assert.Equal(7, Assert.Single(await faulty.Token.GetIdentitiesAsync(Cancel)).ObjectCount);
    }

    [Fact]
    public async Task A_verification_that_fails_in_a_gap_is_reported_as_such_and_not_as_done()
    {
        await using FaultyToken faulty = await OpenAsync();
        using NpkiIdentity expiring = TestIdentities.New();
        using NpkiIdentity renewed = Kept(TestIdentities.New());

        CertificateWriteException e = await StopInGapAsync(faulty, expiring, renewed);

        Assert.Equal((WriteStage.Verifying, TokenContents.NewUnverified), (e.Stage, e.Contents));
        Assert.Contains("not verified", e.Message, StringComparison.Ordinal);
        Assert.Contains("resume", e.Message, StringComparison.Ordinal);
        InterruptedWrite unfinished = Assert.IsType<InterruptedWrite>(await faulty.Token.Recovery.GetInterruptedWriteAsync(Cancel));
        Assert.Equal(InterruptedWriteState.Gap, unfinished.State);
        faulty.Results.OnSignature = Spoiled;
        CertificateWriteException again = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.Recovery.ResumeAsync(unfinished, renewed, cancellationToken: Cancel));
        Assert.Equal(TokenContents.NewUnverified, again.Contents);
        faulty.Results.OnSignature = static signature => signature;
        Assert.Equal(ResumeOutcome.Completed, await faulty.Token.Recovery.ResumeAsync(unfinished, cancellationToken: Cancel));
    }

    // Differs from every signature, whatever its first byte is.
    private static byte[] Spoiled(byte[] signature) => [(byte)~signature[0], .. signature[1..]];

    private static async Task<CertificateWriteException> StopInGapAsync(FaultyToken faulty, NpkiIdentity expiring, NpkiIdentity renewed)
    {
        TokenIdentity old = await faulty.WriteAsync(expiring);
        faulty.Results.OnSignature = Spoiled;
        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => faulty.Token.ReplaceAsync(old, renewed, Gap, cancellationToken: Cancel));
        faulty.Results.OnSignature = static signature => signature;
        return e;
    }

    private static Task<FaultyToken> OpenAsync(ILoggerFactory? log = null) => FaultyToken.OpenAsync("asam2072fp", SmallMemory, log: log);

    private NpkiIdentity Kept(NpkiIdentity identity)
    {
        using (identity)
            return NpkiIdentity.Open(NpkiFolder.Write(_folder.Path, identity, Password), Password);
    }

    /// <summary>
    /// All listeners that a program can pass. They fail; the progress listener only after the first erasure, unless
    /// <see cref="FailsAtOnce"/> is set.
    /// </summary>
    private sealed class Failing : IProgress<WriteProgress>, IProgress<FingerprintPrompt>, ILoggerFactory, ILogger
    {
        private bool _hasErased;

        public bool IsFailing { get; set; }

        public bool FailsAtOnce { get; set; }

        public int Failures { get; private set; }

        public void Report(WriteProgress value)
        {
            _hasErased |= value.Stage == WriteStage.Erasing;
            if (_hasErased || FailsAtOnce)
                Fail();
        }

        public void Report(FingerprintPrompt value) => Fail();

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Fail();

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        private void Fail()
        {
            if (!IsFailing)
                return;
            Failures++;
            throw new FormatException("A listener failed.");
        }
    }
}
