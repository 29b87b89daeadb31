using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Sessions;
using BioToken.Vendors;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Recovery;

/// <summary>Finishes and abandons interrupted writes of a token; on the module's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="journal">The journal.</param>
/// <param name="verifier">Verifies private keys.</param>
internal sealed class TokenRecovery(TokenSession session, SessionJournal journal, KeyVerifier verifier)
{
    private RandomValueTemplate RandomValue => session.Profile.RandomValue;

    /// <summary>Reports what <see cref="Resume"/> would do.</summary>
    public ResumePlan Plan(InterruptedWrite unfinished)
    {
        bool isLoggedIn = session.IsAuthenticated;
        if (journal.Find(unfinished.JournalFile) is not { } entry)
            return new ResumePlan { IsLoggedIn = isLoggedIn, ErasedCertificates = [], ErasedObjects = [] };
        ThrowIfOver(unfinished, entry);
        journal.ThrowIfForeign(entry);
        IntendedWrite now = Inspect(entry);
        Settlement settlement = Decide(entry, now);
        return new ResumePlan
        {
            Outcome = settlement.Step switch
            {
                SettlingStep.RollBack when isLoggedIn && now.Unidentified.Count == 0 => ResumeOutcome.RolledBack,
                SettlingStep.GoForward when isLoggedIn => ResumeOutcome.Completed,
                _ => null,
            },
            IsLoggedIn = isLoggedIn,
            ErasedCertificates = [.. settlement.IdentitiesOf(now, entry.Intent, RandomValue, isLoggedIn).Select(
                identity => identity.Main.Certificate)],
            ErasedObjects = [.. settlement.Removed.Select(o => o.Plan(PlannedChange.Erase))],
        };
    }

    /// <summary>Finishes an interrupted write.</summary>
    /// <param name="stopped">The interrupted write.</param>
    /// <param name="source">The new identity, to close a gap; null if it was not opened.</param>
    /// <param name="call">What the caller gave.</param>
    public ResumeOutcome Resume(InterruptedWrite stopped, NpkiIdentity? source, in WriteCall call)
    {
        session.ThrowIfNotAuthenticated();
        using TokenJournal held = journal.OpenToResume(stopped.JournalFile);
        ThrowIfOver(stopped, held.Entry);
        if (held.Unfinished is not { } unfinished)
            return held.Entry is { Steps: [.., JournalRecordKind.Completed] } ? ResumeOutcome.Completed : ResumeOutcome.RolledBack;
        journal.ThrowIfNotClearlyOwn(unfinished);
        string certificate = unfinished.Intent.NewSerialNumber ?? unfinished.Intent.OldSerialNumber ?? "";
        WriteContext context = new(session, held, verifier, certificate, call);
        new WriteSteps(context, unfinished.IsGap).Enter(WriteStage.Checking);
        List<NewObject>? written = source is null ? null : MakeObjects(source, unfinished.Intent);
        try
        {
            if (written is not null)
                ThrowIfOthers(written, unfinished.Intent);
            return Settle(context, unfinished, written);
        }
        finally
        {
            written?.ForEach(planned => planned.Dispose());
        }
    }

    /// <summary>Closes the journal of an interrupted write; changes nothing on the token.</summary>
    public void Abandon(InterruptedWrite stopped)
    {
        using TokenJournal held = journal.OpenToAbandon(stopped.JournalFile);
        ThrowIfOver(stopped, held.Entry);
        if (held.Unfinished is null)
            return;
        held.Add(JournalRecordKind.Abandoned);
        journal.LookForGap();
        Log.Abandoned(session.Logger, session.Serial);
    }

    /// <summary>The objects that settling an interrupted write removes from the token.</summary>
    public IReadOnlyList<TokenObject> RemovedBySettling(JournalEntry unfinished) => Decide(unfinished, Inspect(unfinished)).Removed;

    /// <summary>Settles an interrupted write before another change, unless that would remove a complete identity.</summary>
    /// <exception cref="BioTokenException">It would (<see cref="BioTokenError.ResumeRequired"/>).</exception>
    public void SettleFirst(WriteContext context, JournalEntry unfinished)
    {
        IntendedWrite now = Inspect(unfinished);
        IReadOnlyList<IdentityObjects> erased = Decide(unfinished, now).IdentitiesOf(now, unfinished.Intent, RandomValue, isLoggedIn: true);
        if (erased.Count > 0)
        {
            string serials = string.Join(", ", erased.Select(identity => identity.Main.Certificate.SerialNumber));
            throw new BioTokenException(BioTokenError.ResumeRequired, Messages.Format("ErrorResumeRequired", serials))
            {
                Vendor = session.Vendor,
            };
        }

        Settle(context, unfinished, source: null);
    }

    private IntendedWrite Inspect(JournalEntry entry) => IntendedWrite.Find(entry.Intent, session.ReadObjects());

    private Settlement Decide(JournalEntry entry, IntendedWrite now) => Settlement.Decide(entry, now, RandomValue, session.IsAuthenticated);

    /// <summary>Ends an interrupted write. Without its source a gap stays open.</summary>
    private ResumeOutcome Settle(WriteContext context, JournalEntry unfinished, IReadOnlyList<NewObject>? source)
    {
        try
        {
            ResumeOutcome outcome = new ResumeOperation(context, unfinished, source).Run();
            Log.Resumed(session.Logger, session.Serial, unfinished.State, outcome);
            return outcome;
        }
        catch (CertificateWriteException e)
        {
            journal.Explain(e);
            throw;
        }
        finally
        {
            journal.NoteEnd(context.Journal);
        }
    }

    /// <summary>Makes the objects of the source, if its certificate is the one that was being written.</summary>
    private List<NewObject> MakeObjects(NpkiIdentity source, WriteIntent intent)
    {
        if (!source.Certificate.Digest().AsSpan().SequenceEqual(intent.NewCertificate))
            throw SourceMismatch(source.Certificate, intent);
        byte[] IdOf(NpkiCertificate certificate)
        {
            byte[] hash = certificate.Digest();
            return Array.Find(intent.New, o => o.Class == CKO.CERTIFICATE && o.Hash.AsSpan().SequenceEqual(hash))?.Id
                ?? throw SourceMismatchInPart(intent);
        }

        return [.. NewObjects.For(source, RandomValue, IdOf)];
    }

    /// <exception cref="CertificateRejectedException">The objects are not those that were being written.</exception>
    private static void ThrowIfOthers(List<NewObject> objects, WriteIntent intent)
    {
        bool isSame = objects.Count == intent.New.Length
            && objects.Zip(intent.New).All(
                pair => pair.First.Describe() is { } o && o.Class == pair.Second.Class && o.Hash.AsSpan().SequenceEqual(pair.Second.Hash));
        if (!isSame)
            throw SourceMismatchInPart(intent);
    }

    private static CertificateRejectedException SourceMismatch(NpkiCertificate found, WriteIntent intent)
        => string.Equals(found.SerialNumber, intent.NewSerialNumber, StringComparison.OrdinalIgnoreCase)
            ? WriteChecks.RejectedFor(
                CertificateRejection.SourceMismatch, "RejectedSourceMismatchInSpiteOfSerial", found.SerialNumber, found.Issuer)
            : WriteChecks.Rejected(CertificateRejection.SourceMismatch, intent.NewSerialNumber, found.SerialNumber);

    private static CertificateRejectedException SourceMismatchInPart(WriteIntent intent)
        => WriteChecks.RejectedFor(CertificateRejection.SourceMismatch, "RejectedSourceMismatchInPart", intent.NewSerialNumber);

    /// <summary>The file may hold a later write by now, whose effects the caller has not seen.</summary>
    private void ThrowIfOver(InterruptedWrite stopped, JournalEntry? entry)
    {
        if (entry is null || !entry.Intent.IsOf(stopped))
            throw new BioTokenException(BioTokenError.TokenChanged, Messages.Format("ErrorInterruptedWriteOver"))
            {
                Vendor = session.Vendor,
            };
    }
}
