using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <content>Erase, write, replace.</content>
internal sealed partial class Token
{
    private KeyLimits? _keyLimits;

    public Task EraseAsync(TokenIdentity identity, IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ThrowIfNotOurs(identity);
        return RunAsync(() => Change(identity, null, WriteOptions.Default, progress, cancellationToken), cancellationToken);
    }

    public Task<TokenIdentity> WriteAsync(
        NpkiIdentity identity, WriteOptions? options = null, IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return RunAsync(() => Change(null, identity, options ?? WriteOptions.Default, progress, cancellationToken)!, cancellationToken);
    }

    public Task<TokenIdentity> ReplaceAsync(
        TokenIdentity old,
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(identity);
        ThrowIfNotOurs(old);
        return RunAsync(() => Change(old, identity, options ?? WriteOptions.Default, progress, cancellationToken)!, cancellationToken);
    }

    /// <summary>Writes and erases; on the module's thread.</summary>
    /// <returns>The new identity; null if there is none.</returns>
    private TokenIdentity? Change(
        TokenIdentity? old, NpkiIdentity? identity, WriteOptions options, IProgress<WriteProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfNotAuthenticated();
        ThrowIfAmbiguous();
        using TokenJournal journal = Journal.Open(Info, ClearFitOf);
        ThrowIfGap(journal.Unfinished);
        NpkiCertificate certificate = identity?.Certificate ?? old!.Certificate;
        WriteContext context = MakeContext(journal, certificate.SerialNumber, progress, cancellationToken);
        if (journal.Unfinished is { } unfinished)
        {
            // Before anything is settled: what differs is told while nothing has changed.
            if (options.Plan is not null)
                ThrowIfPlanDiffers(options.Plan, Prepare(context, old, identity, options, Decide(unfinished, Look(unfinished)).Removed));
            SettleFirst(context, unfinished);
        }

        context.Report(WriteStage.Checking, 0, 0);
        PreparedWrite prepared = Prepare(context, old, identity, options, settled: []);
        if (options.Plan is { } plan)
            ThrowIfPlanDiffers(plan, prepared);
        if (!prepared.IsPossible)
            throw NoRoom(prepared);
        IntendedWrite after = RunPrepared(context, prepared, options);
        return identity is null ? null : FindWritten(after, prepared);
    }

    private void ThrowIfPlanDiffers(WritePlan plan, PreparedWrite prepared)
    {
        if (!PlanComparison.IsSame(plan, prepared.Plan(isLoggedIn: true)))
            throw new BioTokenException(BioTokenError.PlanDiffers, Messages.Format("ErrorPlanDiffers")) { Vendor = Vendor };
    }

    /// <summary>
    /// Checks everything that can be checked, and decides what to do. Nothing of the token is changed, or it is undone. Room is tried out only by who is logged
    /// in, and only where the journal has nothing else to remember. What is settled before it counts as gone.
    /// </summary>
    private PreparedWrite Prepare(
        WriteContext? context, TokenIdentity? old, NpkiIdentity? identity, WriteOptions options, IReadOnlyList<TokenObject> settled)
    {
        HashSet<nuint> gone = [.. settled.Select(o => o.Handle)];
        List<TokenObject> before = [.. Inventory.Read(_session).Where(o => !gone.Contains(o.Handle))];
        PreparedWrite prepared = PreparedWrite.Make(this, old, identity, before, _time.GetUtcNow());
        if (identity is null)
            return prepared;
        WriteChecks.Dates(identity, options, _time.GetUtcNow());
        WriteChecks.Authority(identity, options, Info.IsSimulated);
        WriteChecks.NotOnToken(identity, prepared.Staying);
        WriteChecks.RandomValue(identity, old, prepared.Old, options);
        (_keyLimits ??= KeyLimits.Ask(Cryptoki, Info.SlotId)).Check(identity);
        // What was free before the last write is not free now.
        RefreshInfo();
        TokenRoom room = RoomCheck.ByFigures(prepared.New, Info.Token);
        long free = RoomCheck.Free(Info.Token) ?? 0;
        if (room == TokenRoom.Unknown && IsAuthenticated && context is { Journal.Unfinished: null })
            (room, free) = RoomCheck.ByTrial(context, prepared.Intent with { Old = [], New = [] }, prepared.New);
        return prepared.In(room, IsAuthenticated ? free : null, options, _options.Disk);
    }

    private IntendedWrite RunPrepared(WriteContext context, PreparedWrite prepared, WriteOptions options)
    {
        foreach (NpkiCertificate erased in prepared.Erased)
            Journal.Keep(context.Journal, erased);
        try
        {
            return Guarded(context, () => new WriteOperation(context, prepared.Intent, prepared.New, prepared.Old).Run());
        }
        catch (CertificateWriteException e) when (
            options is { AllowIrreversibleGap: true, Plan: null }
            && e is { Error: BioTokenError.TokenFull, Contents: TokenContents.Unchanged }
            && prepared is { Mode: WriteMode.WriteNewFirst, Old.Count: > 0, New.Count: > 0 })
        {
            // The token reported space that it does not have. Its figures say no more about the space of the old identity.
            prepared = prepared.In(TokenRoom.TooSmall, free: 0, options, _options.Disk);
            if (!prepared.IsPossible)
                throw;
            return Guarded(context, () => new WriteOperation(context, prepared.Intent, prepared.New, prepared.Old).Run());
        }
    }

    private TokenIdentity FindWritten(IntendedWrite after, PreparedWrite prepared)
    {
        nuint handle = after.Written[prepared.MainCertificate]!.Handle;
        return IdentityGrouping.Group(this, after.All).First(i => i.Main.CertificateObject.Handle == handle);
    }

    private WriteContext MakeContext(
        TokenJournal journal, string certificate, IProgress<WriteProgress>? progress, CancellationToken cancellationToken)
    {
        void Report(WriteStage stage, int completed, int total)
        {
            if (completed == 0)
                Log.Stage(_logger, _serial, stage, Redaction.Serial(certificate));
            progress?.Report(new WriteProgress(stage, completed, total));
        }

        return new WriteContext(
            Cryptoki,
            _session,
            Info.Vendor,
            Inventory,
            journal,
            (key, c) => VerifyKey(key, c, progress),
            Report,
            verified => progress?.Report(new WriteProgress(WriteStage.Verifying) { Verified = verified }),
            e => Log.JournalNotFinished(_logger, _serial, e),
            cancellationToken);
    }

    /// <summary>Runs a write, and remembers what its end means for the next call.</summary>
    private T Guarded<T>(WriteContext context, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (CertificateWriteException e)
        {
            Log.WriteStopped(_logger, _serial, e.Stage, e.Contents, e);
            if (e.ReturnValue is { } result && IsRemoved(result))
                throw RemovedWhileWriting(e, result);
            throw;
        }
        finally
        {
            _isGapOpen = context.Journal.Unfinished is { IsGap: true };
        }
    }

    private CertificateWriteException RemovedWhileWriting(CertificateWriteException stopped, CKR result)
    {
        BioTokenException removed = NowRemoved(result, stopped.Function!);
        string message = Messages.Format(
            "WriteStopped", Messages.Format("Stage" + stopped.Stage), removed.Message, Messages.Format("Contents" + stopped.Contents));
        return new CertificateWriteException(stopped.Stage, stopped.Contents, message, removed);
    }

    private BioTokenException NoRoom(PreparedWrite prepared) => new(
        BioTokenError.TokenFull,
        Messages.Format(prepared.Room switch
        {
            TokenRoom.TooSmallInPlace => "ErrorTokenFullInPlace",
            _ when prepared.Old.Count > 0 => "ErrorTokenFullForReplacement",
            _ => "ErrorTokenFull",
        })) { Vendor = Vendor };
}
