using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Sessions;
using BioToken.Simulator;
using BioToken.Simulator.Cryptoki;
using BioToken.Tests.Support;
using BioToken.Tests.Writing.Steps;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing.Journal;

public sealed class SessionJournalTests : IAsyncDisposable
{
    private const string Folder = "/journal";

    private readonly SimulatedDisk _disk = new();
    private readonly TokenSimulator _simulator = TokenSimulator.InMemory();
    private readonly AlteredModule _module;
    private readonly ConnectionBench _bench;
    private readonly NpkiIdentity _identity = TestIdentities.New(keyManagement: false);
    private readonly NpkiIdentity _other = TestIdentities.New(keyManagement: false);

    public SessionJournalTests()
    {
        _module = new AlteredModule(new SimulatedTokenModule(_simulator));
        _bench = new ConnectionBench(_module);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _simulator.Dispose();
        _identity.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("label", true, true)]
    [InlineData("label", false, false)]
    [InlineData("another", true, false)]
    public async Task OpenForChange_refuses_a_token_that_could_not_be_distinguished_afterwards(string label, bool isAlike, bool isRefused)
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        AddToken(label, isAlike ? _identity.Certificate : _other.Certificate);
        Task<bool> Open() => _bench.RunAsync(() =>
        {
            using TokenJournal held = journal.OpenForChange();
            return held.Entry is null;
        });

        if (isRefused)
            Assert.Equal(BioTokenError.TokenAmbiguous, (await Assert.ThrowsAsync<BioTokenException>(Open)).Reason);
        else
            Assert.True(await Open());

        Assert.Equal(BioTokenState.Open, session.State);
    }

    [Fact]
    public async Task FindUnfinished_finds_the_write_of_the_token_and_not_that_of_its_twin()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        AddToken("label", _other.Certificate);
        TokenSession twin = await _bench.OpenAsync(index: 1);
        SessionJournal ofTwin = new(twin, new WriteJournal(_disk, Folder));
        await BeginAsync(session, journal, WriteMode.WriteNewFirst);

        Assert.NotNull(await _bench.RunAsync(journal.FindUnfinished));
        Assert.Null(await _bench.RunAsync(ofTwin.FindUnfinished));
    }

    [Fact]
    public async Task NoteEnd_leaves_a_gap_open_until_the_journal_says_that_it_is_closed()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        CertificateWriteException stopped = new(WriteStage.Writing, TokenContents.Unknown, "stopped");

        await _bench.RunAsync(() =>
        {
            using TokenJournal held = journal.OpenForChange();
            held.Begin(Intent(session, WriteMode.EraseOldFirst));
            journal.Explain(stopped);
            journal.NoteEnd(held);
        });
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => _bench.RunAsync(journal.ThrowIfGap));
        Assert.Equal(BioTokenError.GapOpen, e.Reason);
        await _bench.RunAsync(() =>
        {
            using TokenJournal held = journal.OpenForTrial();
            held.Add(JournalRecordKind.Commit);
            journal.NoteEnd(held);
        });
        await _bench.RunAsync(journal.ThrowIfGap);
    }

    [Fact]
    public async Task Explain_reports_a_removal_as_such_and_keeps_the_stage_and_the_contents()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        BioTokenException cause = Failures.From(CKR.DEVICE_REMOVED, CryptokiFunction.CreateObject, session.Vendor);
        CertificateWriteException stopped = new(WriteStage.Writing, TokenContents.OldAndPartOfNew, "stopped", cause);

        CertificateWriteException e = await Assert.ThrowsAsync<CertificateWriteException>(
            () => _bench.RunAsync(() => journal.Explain(stopped)));

        Assert.Equal(
            (BioTokenError.TokenRemoved, WriteStage.Writing, TokenContents.OldAndPartOfNew, CryptokiFunction.CreateObject),
            (e.Reason, e.Stage, e.Contents, e.Function));
        Assert.Equal(BioTokenState.Removed, session.State);
    }

    [Theory]
    [InlineData(WriteMode.EraseOldFirst, true)]
    [InlineData(WriteMode.WriteNewFirst, false)]
    public async Task LookForGap_finds_the_gap_of_an_earlier_program(WriteMode mode, bool isGap)
    {
        (TokenSession session, SessionJournal earlier) = await OpenAsync(_identity.Certificate);
        await BeginAsync(session, earlier, mode);
        SessionJournal journal = new(session, new WriteJournal(_disk, Folder));

        await _bench.RunAsync(journal.LookForGap);
        Task Ask() => _bench.RunAsync(journal.ThrowIfGap);

        if (isGap)
            Assert.Equal(BioTokenError.GapOpen, (await Assert.ThrowsAsync<BioTokenException>(Ask)).Reason);
        else
            await Ask();
    }

    [Fact]
    public async Task LookForGap_logs_a_damaged_journal_which_prevents_a_write()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        await BeginAsync(session, journal, WriteMode.WriteNewFirst);
        string file = Assert.Single(_disk.ListFiles(Folder), file => file.EndsWith(".journal", StringComparison.Ordinal));
        _disk.Append(file, 0, "damaged"u8);

        await _bench.RunAsync(journal.LookForGap);
        await _bench.RunAsync(journal.ThrowIfGap);
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => _bench.RunAsync(journal.OpenForChange));

        Assert.Equal(BioTokenError.JournalUnusable, e.Reason);
        Assert.Contains(_bench.Logger.Entries, entry => entry.Text.Contains(file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThrowIfOfOtherToken_goes_by_manufacturer_model_and_number()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        await BeginAsync(session, journal, WriteMode.WriteNewFirst);
        InterruptedWrite own = (await _bench.RunAsync(journal.FindUnfinished))!;
        _module.TokenInfo = (_, info) => info with { SerialNumber = "0000", Model = "another" };
        SessionJournal ofOther = new(await _bench.OpenAsync(), new WriteJournal(_disk, Folder));

        journal.ThrowIfOfOtherToken(own);
        BioTokenException e = Assert.Throws<BioTokenException>(() => ofOther.ThrowIfOfOtherToken(own));

        Assert.Equal(BioTokenError.TokenNotPresent, e.Reason);
        Assert.Contains(own.TokenSerialNumber, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, BioTokenError.TokenNotPresent)]
    [InlineData(false, BioTokenError.TokenChanged)]
    public async Task ThrowIfForeign_takes_an_empty_token_for_this_one_changed(bool hasCertificate, BioTokenError expected)
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(hasCertificate ? _identity.Certificate : null);
        WriteIntent foreign = await _bench.RunAsync(
            () => Intent(session, WriteMode.WriteNewFirst) with { TokenLabel = "label of another" });
        JournalEntry entry = new(foreign, [], 0);

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => _bench.RunAsync(() => journal.ThrowIfForeign(entry)));
        BioTokenException clear = await Assert.ThrowsAsync<BioTokenException>(
            () => _bench.RunAsync(() => journal.ThrowIfNotClearlyOwn(entry)));

        Assert.Equal((expected, expected), (e.Reason, clear.Reason));
    }

    [Fact]
    public async Task ThrowIfNotClearlyOwn_refuses_what_may_equally_be_of_a_twin()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);
        JournalEntry entry = new(await _bench.RunAsync(() => Intent(session, WriteMode.WriteNewFirst)), [], 0);
        await _bench.RunAsync(() => journal.ThrowIfNotClearlyOwn(entry));
        AddToken("label", _identity.Certificate);

        await _bench.RunAsync(() => journal.ThrowIfForeign(entry));
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => _bench.RunAsync(() => journal.ThrowIfNotClearlyOwn(entry)));

        Assert.Equal(BioTokenError.TokenAmbiguous, e.Reason);
    }

    [Fact]
    public async Task Keep_saves_certificates_beside_the_journal()
    {
        (TokenSession session, SessionJournal journal) = await OpenAsync(_identity.Certificate);

        string file = await _bench.RunAsync(() =>
        {
            using TokenJournal held = journal.OpenForChange();
            journal.Keep(held, [_identity.Certificate, _other.Certificate]);
            return held.Path;
        });

        string folder = $"{Folder}/certificates/{Path.GetFileNameWithoutExtension(file)}";
        Assert.Equal(
            new[] { _identity, _other }.Select(kept => Convert.ToHexString(kept.Certificate.Der.Span)).Order(StringComparer.Ordinal),
            _disk.ListFiles(folder).Select(kept => Convert.ToHexString(_disk.TryRead(kept, 10_000)!)).Order(StringComparer.Ordinal));
    }

    /// <summary>Creates the intent of replacing the token's contents.</summary>
    private static WriteIntent Intent(TokenSession session, WriteMode mode)
    {
        JournaledObject[] before = [.. session.ReadObjects().Select(JournaledObject.Of)];
        JournaledObject[] planned = [SeenObject.New(CKO.PRIVATE_KEY, id: 1, [1]), SeenObject.New(CKO.CERTIFICATE, id: 1, [2])];
        return new WriteIntent
        {
            TokenSerialNumber = "0000",
            TokenLabel = session.Info.Label,
            StartedAt = DateTimeOffset.UnixEpoch,
            Mode = mode,
            Before = before,
            Old = [.. Enumerable.Range(0, before.Length)],
            OldCertificate = before.Length > 0 ? before[0].Hash : null,
            New = planned,
            NewCertificate = planned[1].Hash,
        };
    }

    /// <summary>Adds a token with the same serial number as all others, and opens it.</summary>
    private async Task<(TokenSession Session, SessionJournal Journal)> OpenAsync(NpkiCertificate? certificate)
    {
        _module.TokenInfo = (_, info) => info with { SerialNumber = "0000" };
        AddToken("label", certificate);
        TokenSession session = await _bench.OpenAsync();
        return (session, new SessionJournal(session, new WriteJournal(_disk, Folder)));
    }

    private void AddToken(string label, NpkiCertificate? certificate)
    {
        SimulatedToken added = _simulator.CreateToken(
            new SimulatedTokenOptions { Vendor = "generic", Label = label, Pin = Contract.ContractToken.Pin });
        if (certificate is null)
            return;
        using SimulatedCryptoki cryptoki = _simulator.CreateCryptoki();
        using AttributeTemplate template = new(4096);
        template.Add(CKO.CERTIFICATE).Add(CKA.TOKEN, value: true).Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509).Add(CKA.VALUE, certificate.Der.Span)
            .Add(CKA.SUBJECT, certificate.SubjectDer.Span);
        cryptoki.Initialize();
        cryptoki.OpenSession((nuint)added.Slot, SessionFlags.ReadWrite, out nuint session);
        Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out _));
    }

    private Task BeginAsync(TokenSession session, SessionJournal journal, WriteMode mode) => _bench.RunAsync(() =>
    {
        using TokenJournal held = journal.OpenForTrial();
        held.Begin(Intent(session, mode));
    });
}
