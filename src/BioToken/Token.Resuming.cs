using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <content>Interrupted writes, and plans.</content>
internal sealed partial class Token
{
    // As far as this program knows: another may open a gap meanwhile. A write asks the journal itself.
    private volatile bool _isGapOpen;

    private WriteJournal Journal => new(_options.Disk, _options.JournalDirectory);

    public Task<WritePlan> PlanAsync(
        TokenIdentity? old, NpkiIdentity? identity, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (old is null && identity is null)
            throw new ArgumentNullException(nameof(identity));
        ThrowIfNotOurs(old);
        return RunAsync(() => Plan(old, identity, options ?? WriteOptions.Default, cancellationToken), cancellationToken);
    }

    public Task<UnfinishedWrite?> GetUnfinishedAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        return RunAsync(() => Journal.FindUnfinished(Info, FitOf), cancellationToken);
    }

    public Task<ResumeOutcome> ResumeAsync(
        UnfinishedWrite unfinished,
        NpkiIdentity? source = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfOfOtherToken(unfinished);
        return RunAsync(() => Resume(unfinished, source, progress, cancellationToken), cancellationToken);
    }

    public Task AbandonAsync(UnfinishedWrite unfinished, CancellationToken cancellationToken = default)
    {
        ThrowIfOfOtherToken(unfinished);
        return RunAsync(() => Abandon(unfinished), cancellationToken);
    }

    private WritePlan Plan(TokenIdentity? old, NpkiIdentity? identity, WriteOptions options, CancellationToken cancellationToken)
    {
        // Only who is logged in tries room out, and needs the journal for it; whoever has none plans without.
        using TokenJournal? journal = IsAuthenticated && Journal.IsSomewhere ? Journal.Open(Info, FitOf) : null;
        JournalEntry? interrupted = journal is null ? Journal.FindEntry(Info, FitOf) : journal.Unfinished;
        ThrowIfGap(interrupted);
        string certificate = (identity?.Certificate ?? old!.Certificate).SerialNumber;
        WriteContext? context = journal is null ? null : MakeContext(journal, certificate, progress: null, cancellationToken);
        IReadOnlyList<TokenObject> settled = interrupted is null ? [] : Decide(interrupted, Look(interrupted)).Removed;
        return Prepare(context, old, identity, options, settled).Plan(IsAuthenticated) with
        {
            SettledFirst = [.. settled.Select(o => o.Plan(PlannedChange.Erased))],
        };
    }

    public Task<ResumePlan> PlanResumeAsync(UnfinishedWrite unfinished, CancellationToken cancellationToken = default)
    {
        ThrowIfOfOtherToken(unfinished);
        return RunAsync(() => PlanResume(unfinished), cancellationToken);
    }

    private ResumePlan PlanResume(UnfinishedWrite unfinished)
    {
        if (Journal.Find(unfinished.JournalFile) is not { } entry)
            return new ResumePlan { IsLoggedIn = IsAuthenticated, ErasedCertificates = [], ErasedObjects = [] };
        ThrowIfOver(unfinished, entry);
        ThrowIfForeign(entry, FitOf);
        IntendedWrite now = Look(entry);
        Settlement settlement = Decide(entry, now);
        return new ResumePlan
        {
            Outcome = settlement.Step switch
            {
                SettlingStep.RollBack when IsAuthenticated && now.Unidentified.Count == 0 => ResumeOutcome.RolledBack,
                SettlingStep.GoForward when IsAuthenticated => ResumeOutcome.Completed,
                _ => null,
            },
            IsLoggedIn = IsAuthenticated,
            ErasedCertificates = [.. settlement.IdentitiesOf(this, now, entry.Intent, IsAuthenticated).Select(identity => identity.Certificate)],
            ErasedObjects = [.. settlement.Removed.Select(o => o.Plan(PlannedChange.Erased))],
        };
    }

    private IntendedWrite Look(JournalEntry entry) => IntendedWrite.Find(entry.Intent, Inventory.Read(_session));

    private Settlement Decide(JournalEntry entry, IntendedWrite now)
        => Settlement.Decide(entry, now, Info.Vendor.RandomValue, IsAuthenticated);

    /// <summary>Settles what was interrupted before something else is done, if no complete identity goes with it.</summary>
    private void SettleFirst(WriteContext context, JournalEntry unfinished)
    {
        IntendedWrite now = Look(unfinished);
        IReadOnlyList<TokenIdentity> erased = Decide(unfinished, now).IdentitiesOf(this, now, unfinished.Intent, isLoggedIn: true);
        if (erased.Count > 0)
        {
            string serials = string.Join(", ", erased.Select(identity => identity.SerialNumber));
            throw new BioTokenException(BioTokenError.ResumeRequired, Messages.Format("ErrorResumeRequired", serials)) { Vendor = Vendor };
        }

        Settle(context, unfinished, source: null);
    }

    private ResumeOutcome Resume(UnfinishedWrite stopped, NpkiIdentity? source, IProgress<WriteProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfNotAuthenticated();
        ThrowIfAmbiguous();
        using TokenJournal journal = Journal.Open(Info, stopped.JournalFile);
        ThrowIfOver(stopped, journal.Entry);
        if (journal.Unfinished is not { } unfinished)
            return journal.Entry is { Steps: [.., JournalRecordKind.Completed] } ? ResumeOutcome.Completed : ResumeOutcome.RolledBack;
        ThrowIfForeign(unfinished, ClearFitOf);
        string certificate = unfinished.Intent.NewSerialNumber ?? unfinished.Intent.OldSerialNumber ?? "";
        WriteContext context = MakeContext(journal, certificate, progress, cancellationToken);
        new WriteSteps(context, unfinished.IsGap).Enter(WriteStage.Checking);
        return Settle(context, unfinished, source is null ? null : ObjectsOf(source, unfinished.Intent));
    }

    /// <summary>Ends an interrupted write. Without its source a gap stays open.</summary>
    private ResumeOutcome Settle(WriteContext context, JournalEntry unfinished, IReadOnlyList<NewObject>? source)
    {
        ResumeOutcome outcome = Guarded(context, () => new ResumeOperation(context, unfinished, source).Run());
        Log.Resumed(_logger, _serial, unfinished.State, outcome);
        return outcome;
    }

    /// <summary>The objects of the source, if it is what was being written.</summary>
    private List<NewObject> ObjectsOf(NpkiIdentity source, WriteIntent intent)
    {
        if (!SHA256.HashData(source.Certificate.Der.Span).AsSpan().SequenceEqual(intent.NewCertificate))
            throw SourceDiffers(source.Certificate, intent);
        byte[] IdOf(NpkiCertificate certificate)
        {
            byte[] hash = SHA256.HashData(certificate.Der.Span);
            return Array.Find(intent.New, o => o.Class == CKO.CERTIFICATE && o.Hash.AsSpan().SequenceEqual(hash))?.Id
                ?? throw SourceDiffersInPart(intent);
        }

        List<NewObject> objects = [.. NewObjects.For(source, Info.Vendor.RandomValue, IdOf)];
        bool isSame = objects.Count == intent.New.Length
            && objects.Zip(intent.New).All(pair => pair.First.Describe() is { } o && o.Class == pair.Second.Class && o.Hash.AsSpan().SequenceEqual(pair.Second.Hash));
        return isSame ? objects : throw SourceDiffersInPart(intent);
    }

    private static CertificateRejectedException SourceDiffers(NpkiCertificate found, WriteIntent intent)
        => string.Equals(found.SerialNumber, intent.NewSerialNumber, StringComparison.OrdinalIgnoreCase)
            ? WriteChecks.RejectedFor(CertificateRejection.SourceDiffers, "RejectedSourceDiffersInSpiteOfSerial", found.SerialNumber, found.Issuer)
            : WriteChecks.Rejected(CertificateRejection.SourceDiffers, intent.NewSerialNumber, found.SerialNumber);

    private static CertificateRejectedException SourceDiffersInPart(WriteIntent intent)
        => WriteChecks.RejectedFor(CertificateRejection.SourceDiffers, "RejectedSourceDiffersInPart", intent.NewSerialNumber);

    private bool Abandon(UnfinishedWrite stopped)
    {
        using TokenJournal journal = Journal.Open(Info, stopped.JournalFile);
        ThrowIfOver(stopped, journal.Entry);
        if (journal.Unfinished is null)
            return false;
        journal.Add(JournalRecordKind.Abandoned);
        LookForGap();
        Log.Abandoned(_logger, _serial);
        return true;
    }

    private void ThrowIfGap(JournalEntry? unfinished)
    {
        if (unfinished is { IsGap: true })
            throw GapOpen();
    }

    /// <summary>Looks into the journal when the token is opened. A journal that cannot be read stops writes, and nothing else.</summary>
    private void LookForGap()
    {
        try
        {
            _isGapOpen = Journal.FindUnfinished(Info, FitOf) is { State: UnfinishedState.Gap };
        }
        catch (BioTokenException e) when (e.Error == BioTokenError.TokenAmbiguous)
        {
            _isGapOpen = Journal.ListUnfinished().Any(u => u.State == UnfinishedState.Gap && Journal.MayBeOf(u.JournalFile, Info));
        }
        catch (BioTokenException e)
        {
            Log.JournalUnreadable(_logger, _serial, e);
        }
    }

    /// <summary>Refuses to sign while a gap is open: only resuming goes on from there.</summary>
    private void ThrowIfGap()
    {
        // What could not be told when the token was opened may show by now, after the login.
        if (_isGapOpen)
            LookForGap();
        if (_isGapOpen)
            throw GapOpen();
    }

    private BioTokenException GapOpen() => new(BioTokenError.GapOpen, Messages.Format("ErrorGapOpen")) { Vendor = Vendor };

    private void ThrowIfForeign(JournalEntry entry, Func<JournalEntry, JournalFit> fitOf)
    {
        if (fitOf(entry) != JournalFit.Foreign)
            return;
        // One that is empty by now is rather this token, which another program has emptied.
        if (!Inventory.Read(_session).Exists(o => o.Class == CKO.CERTIFICATE))
            throw new BioTokenException(BioTokenError.TokenChanged, Messages.Format("ErrorTokenChanged")) { Vendor = Vendor };
        throw new BioTokenException(BioTokenError.TokenNotPresent, Messages.Format("ErrorOtherTokenAlike", Info.SerialNumber)) { Vendor = Vendor };
    }

    /// <summary>The file may hold a later write by now, of which nobody was told what it does.</summary>
    private void ThrowIfOver(UnfinishedWrite stopped, JournalEntry? entry)
    {
        if (entry is null || !stopped.IsOf(entry.Intent))
            throw new BioTokenException(BioTokenError.TokenChanged, Messages.Format("ErrorUnfinishedOver")) { Vendor = Vendor };
    }

    private void ThrowIfOfOtherToken(UnfinishedWrite unfinished)
    {
        ArgumentNullException.ThrowIfNull(unfinished);
        if (!Journal.MayBeOf(unfinished.JournalFile, Info))
            throw new BioTokenException(BioTokenError.TokenNotPresent, Messages.Format("ErrorOtherToken", unfinished.TokenSerialNumber)) { Vendor = Vendor };
    }
}
