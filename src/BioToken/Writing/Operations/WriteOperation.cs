using BioToken.Errors;
using BioToken.Objects;
using BioToken.Resources;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Operations;

/// <summary>
/// One write, replacement or erasure, on the module's thread. In the usual order the new objects are written and verified, which is the
/// commit point, and only then the old ones are erased: before it, a failure is rolled back; after it, the erasure is completed. In the
/// other order, the old objects are erased first. The journal records how far it came.
/// </summary>
internal sealed class WriteOperation
{
    private readonly WriteContext _context;
    private readonly WriteSteps _steps;
    private readonly WriteIntent _intent;
    private readonly IReadOnlyList<NewObject> _newObjects;
    private readonly IReadOnlyList<TokenObject> _old;

    /// <param name="context">The token.</param>
    /// <param name="intent">What to do.</param>
    /// <param name="newObjects">What to write, in the order of the intent.</param>
    /// <param name="old">What to erase, in the order of the intent.</param>
    public WriteOperation(WriteContext context, WriteIntent intent, IReadOnlyList<NewObject> newObjects, IReadOnlyList<TokenObject> old)
    {
        _context = context;
        _steps = new WriteSteps(context);
        _intent = intent;
        _newObjects = newObjects;
        _old = old;
    }

    /// <returns>The token's contents afterwards.</returns>
    public IntendedWrite Run()
    {
        _context.CancellationToken.ThrowIfCancellationRequested();
        _context.Journal.Begin(_intent);
        IntendedWrite after = _intent.Mode == WriteMode.WriteNewFirst ? RunNewFirst() : RunOldFirst();
        _steps.Enter(WriteStage.Done);
        return after;
    }

    private IntendedWrite RunNewFirst()
    {
        try
        {
            _steps.Write(_newObjects);
            _steps.Verify(_newObjects);
            if (_newObjects.Count > 0)
                _context.Journal.Add(JournalRecordKind.Commit);
        }
        catch (Exception e)
        {
            TokenContents contents = RollBack();
            if (contents == TokenContents.Unchanged && e is OperationCanceledException)
                throw;
            // A caller that canceled need not see that the fingerprint prompt failed afterwards.
            if (contents == TokenContents.Unchanged
                && e is TokenAuthenticationException
                && _context.CancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(e.Message, e, _context.CancellationToken);
            throw _steps.Interrupted(contents, e);
        }

        return FinalCheck(_steps.Erase(_old));
    }

    private IntendedWrite RunOldFirst()
    {
        BioTokenException? erasure = _steps.Erase(_old);
        try
        {
            if (erasure is not null && _steps.Inspect(_intent) is { IsOldWhole: true } untouched)
            {
                _steps.Finish(JournalRecordKind.RolledBack);
                throw _steps.Interrupted(untouched.Describe(_intent), erasure);
            }

            _steps.Write(_newObjects);
            _steps.Verify(_newObjects);
            _context.Journal.Add(JournalRecordKind.Commit);
        }
        catch (Exception e) when (e is not CertificateWriteException)
        {
            throw _steps.Interrupted(_steps.Describe(_intent, _newObjects), erasure ?? e);
        }

        return FinalCheck(erasure);
    }

    /// <summary>Reads the whole token. Its contents decide, not the return values of the erasures.</summary>
    private IntendedWrite FinalCheck(BioTokenException? erasure)
    {
        if (erasure is null)
            _steps.Enter(WriteStage.FinalCheck);
        IntendedWrite now;
        try
        {
            now = _steps.Inspect(_intent, _newObjects);
        }
        catch (BioTokenException e)
        {
            throw _steps.Interrupted(TokenContents.Unknown, erasure ?? e);
        }

        if (now is { IsNewWhole: true, Old.Count: 0 })
            _steps.Finish(JournalRecordKind.Completed);
        else if (now.IsOldWhole && _newObjects.Count == 0)
            _steps.Finish(JournalRecordKind.RolledBack);
        return FindDifference(now) is { } difference
            ? throw _steps.Interrupted(
                now.Describe(_intent), erasure ?? new BioTokenException(BioTokenError.WriteFailed, difference) { Vendor = _context.Vendor })
            : now;
    }

    /// <summary>Finds how the token differs from what it should hold at the end; null if it does not.</summary>
    private string? FindDifference(IntendedWrite now)
    {
        if (now.OtherMissing is { } missing)
            return Messages.Format("WriteForeignObjectMissing", missing.Class);
        if (now.Written.ToList().IndexOf(null) is >= 0 and int lost)
            return Messages.Format("WriteObjectMissing", _newObjects[lost].Class);
        return now.Old is [{ } left, ..] ? Messages.Format("WriteOldObjectLeft", left.Class) : null;
    }

    private TokenContents RollBack()
    {
        try
        {
            IntendedWrite seen = _steps.Inspect(_intent, _newObjects);
            // Nothing was erased yet: another program erased it, and the new objects may be all that is left.
            if (!seen.IsOldWhole)
                return TokenContents.Unknown;
            _steps.Remove(seen.Written);
            IntendedWrite now = _steps.Inspect(_intent, _newObjects);
            if (now is { IsOldWhole: true, HasNew: false, Unidentified.Count: 0 })
                _steps.Finish(JournalRecordKind.RolledBack);
            return now is { IsOldWhole: true, HasNew: true } ? TokenContents.OldAndPartOfNew : now.Describe(_intent);
        }
        catch (BioTokenException)
        {
            // The first failure is the one to report.
            return TokenContents.Unknown;
        }
    }
}
