using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Writing.Journal;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Recovery;

/// <summary>
/// Settles an interrupted write, on the module's thread: rolls back before the commit point, rolls forward after it. The token's contents
/// decide, so that it may itself be interrupted anywhere and run again.
/// </summary>
internal sealed class ResumeOperation
{
    private readonly WriteContext _context;
    private readonly WriteSteps _steps;
    private readonly JournalEntry _entry;
    private readonly IReadOnlyList<NewObject>? _source;

    /// <param name="context">The token.</param>
    /// <param name="entry">The interrupted write.</param>
    /// <param name="source">The new objects, in the order of the intent; null if their source was not opened.</param>
    public ResumeOperation(WriteContext context, JournalEntry entry, IReadOnlyList<NewObject>? source)
    {
        _context = context;
        _steps = new WriteSteps(context, entry.IsGap);
        _entry = entry;
        _source = source;
    }

    private WriteIntent Intent => _entry.Intent;

    /// <exception cref="CertificateWriteException">It was interrupted again.</exception>
    /// <exception cref="BioTokenException">It cannot be settled, or needs its source; nothing was changed.</exception>
    public ResumeOutcome Run()
    {
        IntendedWrite now = _steps.Inspect(Intent);
        _context.CancellationToken.ThrowIfCancellationRequested();
        ResumeOutcome outcome = Settlement.Decide(_entry, now, _context.Session.Profile.RandomValue).Step switch
        {
            SettlingStep.RollBack => GoBack(now),
            SettlingStep.Verify => Keep(now),
            SettlingStep.GoForward => GoForward(now),
            SettlingStep.CloseGap => CloseGap(now),
            _ => throw Failure(BioTokenError.TokenChanged, "ErrorTokenChanged"),
        };
        _steps.Enter(WriteStage.Done);
        return outcome;
    }

    private ResumeOutcome GoBack(IntendedWrite now)
    {
        IntendedWrite after = now;
        if (now.HasNew)
        {
            _steps.Enter(WriteStage.Erasing);
            _steps.Remove(now.Written);
            after = LookAfter();
            if (after.HasNew)
                throw _steps.Interrupted(
                    TokenContents.OldAndPartOfNew,
                    Failure(BioTokenError.WriteFailed, "WriteNewObjectLeft", after.Written.First(o => o is not null)!.Class));
        }

        // Nothing was written in this gap, and nothing else on the token keeps it open.
        if (!_entry.IsGap && after.Unidentified is [{ } left, ..])
            throw _steps.InterruptedBy(left);
        _steps.Finish(JournalRecordKind.RolledBack);
        return ResumeOutcome.RolledBack;
    }

    private ResumeOutcome GoForward(IntendedWrite now)
    {
        BioTokenException? erasure = _steps.Erase(now.Old);
        IntendedWrite after = LookAfter(erasure);
        if (!after.IsNewWhole || after.Old.Count > 0)
            throw _steps.Interrupted(after.Describe(Intent), erasure ?? Failure(BioTokenError.TokenChanged, "ErrorTokenChanged"));
        _steps.Finish(JournalRecordKind.Completed);
        return ResumeOutcome.Completed;
    }

    /// <summary>Commits a complete identity after verifying its key.</summary>
    private ResumeOutcome Keep(IntendedWrite now)
    {
        try
        {
            _steps.VerifyKeys(KeysOf(now));
        }
        catch (CryptographicException e) when (
            e is not BioTokenException { Reason: not (BioTokenError.WriteFailed or BioTokenError.SignatureInvalid) })
        {
            throw new BioTokenException(
                BioTokenError.TokenChanged, Messages.Format("ErrorNewNotProved", Intent.NewSerialNumber, e.Message), e)
            {
                Vendor = _context.Vendor,
            };
        }

        _context.Journal.Add(JournalRecordKind.Commit);
        return GoForward(now);
    }

    private ResumeOutcome CloseGap(IntendedWrite now)
    {
        // Without its source it can still be settled if nothing was begun, or only the last record is missing.
        if (_source is null && now is { IsOldWhole: true, HasNew: false })
            return GoBack(now);
        if (now.IsNewWhole && TryProve(now))
            return GoForward(now);
        if (_source is null)
            throw Failure(BioTokenError.GapOpen, "ErrorGapNeedsSource", Intent.SourceFolder);
        try
        {
            WriteAgain(now);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw _steps.Interrupted(_steps.Describe(Intent, _source), e);
        }

        return GoForward(LookAfter());
    }

    /// <summary>
    /// Writes the new identity from its source: first removes its objects that were written before, then what is left of the old identity.
    /// </summary>
    private void WriteAgain(IntendedWrite now)
    {
        _steps.Remove(now.Written);
        BioTokenException? erasure = _steps.Erase(now.Old);
        foreach (NewObject planned in _source!)
            planned.Reset();
        // An object could not be distinguished from an earlier copy of itself afterwards.
        if (now.HasNew && _steps.Inspect(Intent).Written.FirstOrDefault(o => o is not null) is { } left)
            throw erasure ?? Failure(BioTokenError.WriteFailed, "WriteNewObjectLeft", left.Class);
        _steps.Write(_source!);
        _steps.Verify(_source!);
        _context.Journal.Add(JournalRecordKind.Commit);
    }

    /// <summary>Verifies the identity that is already on the token: by its source if that is available, else by its keys alone.</summary>
    private bool TryProve(IntendedWrite now)
    {
        try
        {
            if (_source is null)
            {
                _steps.VerifyKeys(KeysOf(now));
            }
            else
            {
                for (int i = 0; i < _source.Count; i++)
                    _source[i].Handle = now.Written[i]!.Handle;
                _steps.Verify(_source);
            }
        }
        catch (CryptographicException e) when (!IsAboutPerson(e))
        {
            // A key that a logout hides is not a wrong one.
            _context.Session.LoginWatch.ThrowIfLoggedOut();
            return false;
        }

        _context.Journal.Add(JournalRecordKind.Commit);
        return true;
    }

    /// <summary>The keys that were written, each with its certificate. Without its source this is all that can be compared.</summary>
    private List<(nuint Handle, NpkiCertificate Certificate)> KeysOf(IntendedWrite now)
    {
        _steps.Enter(WriteStage.Verifying);
        List<(nuint Handle, NpkiCertificate Certificate)> keys = [];
        foreach (TokenObject key in now.Written.OfType<TokenObject>().Where(o => o.Class == CKO.PRIVATE_KEY))
        {
            ObjectVerification.RequireProtection(_context, key.Handle);
            if (now.Written.FirstOrDefault(o => o is { Class: CKO.CERTIFICATE } && o.HasId(key.Id)) is { } seen)
                keys.Add((key.Handle, NpkiCertificate.Parse(seen.Value)));
        }

        // An identity that no key operation has verified is not committed.
        return keys.Count > 0 ? keys : throw Failure(BioTokenError.WriteFailed, "WriteKeyUnverifiable");
    }

    /// <summary>Whether not the key failed but the fingerprint match, or the token was removed.</summary>
    private static bool IsAboutPerson(Exception e)
        => e is TokenAuthenticationException || (e is BioTokenException { Result: { } result } && Failures.MayBeRemoval(result));

    private IntendedWrite LookAfter(BioTokenException? erasure = null)
    {
        try
        {
            return _steps.Inspect(Intent, _source);
        }
        catch (BioTokenException e)
        {
            throw _steps.Interrupted(TokenContents.Unknown, erasure ?? e);
        }
    }

    private BioTokenException Failure(BioTokenError error, string message, params ReadOnlySpan<object?> details)
        => new(error, Messages.Format(message, details)) { Vendor = _context.Vendor };
}
