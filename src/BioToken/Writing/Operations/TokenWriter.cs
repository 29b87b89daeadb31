using BioToken.Errors;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Resources;
using BioToken.Sessions;
using BioToken.Storage;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Recovery;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Operations;

/// <summary>Writes, replaces and erases identities, and plans it; on the module's thread.</summary>
internal sealed class TokenWriter
{
    private readonly TokenSession _session;
    private readonly SessionJournal _journal;
    private readonly TokenRecovery _recovery;
    private readonly KeyVerifier _verifier;
    private readonly IDisk _disk;
    private readonly TimeProvider _time;
    private KeyLimits? _keyLimits;

    /// <param name="session">The session.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="recovery">Settles an interrupted write first.</param>
    /// <param name="verifier">Verifies private keys.</param>
    /// <param name="disk">The disk that holds the new identity while the token holds none.</param>
    /// <param name="time">The clock.</param>
    public TokenWriter(
        TokenSession session, SessionJournal journal, TokenRecovery recovery, KeyVerifier verifier, IDisk disk, TimeProvider time)
    {
        _session = session;
        _journal = journal;
        _recovery = recovery;
        _verifier = verifier;
        _disk = disk;
        _time = time;
    }

    /// <summary>Writes and erases.</summary>
    /// <param name="change">What to do.</param>
    /// <param name="call">What the caller gave.</param>
    /// <returns>The new identity; null if there is none.</returns>
    public IdentityObjects? Change(RequestedChange change, in WriteCall call)
    {
        _session.ThrowIfNotAuthenticated();
        using TokenJournal held = _journal.OpenForChange();
        _journal.ThrowIfGap(held.Unfinished);
        WriteContext context = new(_session, held, _verifier, change.SerialNumber, call);
        if (held.Unfinished is { } unfinished)
        {
            // Before anything is settled: a difference is reported while nothing has changed.
            if (change.Options.Plan is not null)
            {
                using PreparedWrite planned = PrepareWrite(context, change, _recovery.RemovedBySettling(unfinished));
                ThrowIfPlanMismatch(change.Options.Plan, planned);
            }

            _recovery.SettleFirst(context, unfinished);
            // It has changed the free space, which was read when the journal was opened.
            _session.Refresh();
        }

        context.Reporter.Report(WriteStage.Checking);
        using PreparedWrite prepared = PrepareWrite(context, change, settled: []);
        if (change.Options.Plan is { } plan)
            ThrowIfPlanMismatch(plan, prepared);
        if (!prepared.IsPossible)
            throw TokenFull(prepared);
        IntendedWrite after = Run(context, prepared, change.Options);
        return change.Identity is null ? null : FindWritten(after, prepared);
    }

    /// <summary>What <see cref="Change"/> would do.</summary>
    /// <param name="change">What to do.</param>
    /// <param name="call">What the caller gave.</param>
    public WritePlan Plan(RequestedChange change, in WriteCall call)
    {
        bool isLoggedIn = _session.IsAuthenticated;
        // The space check by a test write needs a login and the journal; without a journal directory the plan does without it.
        using TokenJournal? held = isLoggedIn && _journal.IsSomewhere ? _journal.OpenForTrial() : null;
        JournalEntry? interrupted = held is null ? _journal.FindEntry() : held.Unfinished;
        _journal.ThrowIfGap(interrupted);
        WriteContext? context = held is null ? null : new WriteContext(_session, held, _verifier, change.SerialNumber, call);
        // The last write has changed the free space.
        _session.Refresh();
        IReadOnlyList<TokenObject> settled = interrupted is null ? [] : _recovery.RemovedBySettling(interrupted);
        using PreparedWrite prepared = Prepare(context, change, settled);
        return prepared.Plan(isLoggedIn) with
        {
            SettledFirst = [.. settled.Select(o => o.Plan(PlannedChange.Erase))],
        };
    }

    /// <exception cref="CertificateRejectedException">The certificate may not be written.</exception>
    private PreparedWrite PrepareWrite(WriteContext context, RequestedChange change, IReadOnlyList<TokenObject> settled)
    {
        PreparedWrite prepared = Prepare(context, change, settled);
        try
        {
            prepared.ThrowIfRejected();
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Checks everything that can be checked, and decides what to do. Changes nothing on the token, or undoes it. Tests the space by a
    /// write only after a login, and only if the journal is free. Objects that are settled first count as removed.
    /// </summary>
    private PreparedWrite Prepare(WriteContext? context, RequestedChange change, IReadOnlyList<TokenObject> settled)
    {
        HashSet<nuint> gone = [.. settled.Select(o => o.Handle)];
        List<TokenObject> before = [.. _session.ReadObjects().Where(o => !gone.Contains(o.Handle))];
        DateTimeOffset now = _time.GetUtcNow();
        PreparedWrite prepared = PreparedWrite.Make(_session.Info, change.Old, change.Identity, before, now);
        try
        {
            return change.Identity is { } identity ? Check(prepared, context, change, identity, now) : prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    private PreparedWrite Check(
        PreparedWrite prepared, WriteContext? context, RequestedChange change, NpkiIdentity identity, DateTimeOffset now)
    {
        (TokenIdentity? old, _, WriteOptions options) = change;
        bool isLoggedIn = _session.IsAuthenticated;
        CertificateRejectedException?[] checks =
        [
            WriteChecks.Dates(identity, options, now),
            WriteChecks.Authority(identity, options, _session.Info),
            WriteChecks.NotOnToken(identity, prepared.Kept),
            WriteChecks.RandomValue(identity, old, prepared.Old, options, isLoggedIn),
            (_keyLimits ??= KeyLimits.Ask(_session.Cryptoki, _session.Info.SlotId)).Check(identity),
        ];
        prepared = prepared with { Rejections = [.. checks.OfType<CertificateRejectedException>()] };
        SpaceCheckResult space = SpaceProbe.ByFigures(prepared.New, _session.Info.Token);
        long free = SpaceProbe.Free(_session.Info.Token) ?? 0;
        if (space == SpaceCheckResult.Unknown && prepared.Rejections.Count == 0 && isLoggedIn && context is { Journal.Unfinished: null })
            (space, free) = SpaceProbe.ByTrial(context, prepared.Intent with { Old = [], New = [] }, prepared.New);
        return prepared.In(space, isLoggedIn ? free : null, options, _disk);
    }

    private IntendedWrite Run(WriteContext context, PreparedWrite prepared, WriteOptions options)
    {
        _journal.Keep(context.Journal, prepared.Erased);
        try
        {
            return Run(context, prepared);
        }
        catch (CertificateWriteException e) when (
            options is { AllowEraseBeforeWrite: true, Plan: null }
            && e is { Reason: BioTokenError.TokenFull, Contents: TokenContents.Unchanged }
            && prepared is { Mode: WriteMode.WriteNewFirst, Old.Count: > 0, New.Count: > 0 })
        {
            // The token reported space that it does not have. Its figures say no more about the space of the old identity.
            prepared = prepared.In(SpaceCheckResult.Insufficient, free: 0, options, _disk);
            prepared.ThrowIfRejected();
            if (!prepared.IsPossible)
                throw;
            return Run(context, prepared);
        }
    }

    private IntendedWrite Run(WriteContext context, PreparedWrite prepared)
    {
        try
        {
            return new WriteOperation(context, prepared.Intent, prepared.New, prepared.Old).Run();
        }
        catch (CertificateWriteException e)
        {
            _journal.Explain(e);
            throw;
        }
        finally
        {
            _journal.NoteEnd(context.Journal);
        }
    }

    private IdentityObjects FindWritten(IntendedWrite after, PreparedWrite prepared)
    {
        nuint handle = after.Written[prepared.MainCertificate]!.Handle;
        return IdentityGrouping.Group(after.All, _session.Profile.RandomValue).First(i => i.Main.CertificateObject.Handle == handle);
    }

    private void ThrowIfPlanMismatch(WritePlan plan, PreparedWrite prepared)
    {
        if (!PlanComparison.IsSame(plan, prepared.Plan(isLoggedIn: true)))
            throw new BioTokenException(BioTokenError.PlanMismatch, Messages.Format("ErrorPlanMismatch")) { Vendor = _session.Vendor };
    }

    private BioTokenException TokenFull(PreparedWrite prepared) => new(
        BioTokenError.TokenFull,
        Messages.Format(prepared.SpaceCheck switch
        {
            SpaceCheckResult.InsufficientInPlace => "ErrorTokenFullInPlace",
            _ when prepared.Old.Count > 0 => "ErrorTokenFullForReplacement",
            _ => "ErrorTokenFull",
        })) { Vendor = _session.Vendor };
}
