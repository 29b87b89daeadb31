using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11;
using BioToken.Resources;
using BioToken.Sessions;
using BioToken.Tokens;

namespace BioToken.Writing.Journal;

/// <summary>
/// The journal as the session of one token uses it. Tokens may have the same manufacturer, model and serial number: what is on them decides
/// which interrupted write is this one's. On the module's thread.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="journal">The journals of all tokens.</param>
internal sealed class SessionJournal(TokenSession session, WriteJournal journal)
{
    // As far as this program knows: another may open a gap meanwhile. A write asks the journal itself.
    private volatile bool _isGapOpen;

    private BioTokenInfo Info => session.Info;

    /// <summary>Whether there is a directory to write to.</summary>
    public bool IsSomewhere => journal.IsSomewhere;

    /// <summary>Takes the token's journal for a change of the token, until it is disposed.</summary>
    /// <exception cref="BioTokenException">
    /// Another token is plugged in that could not be told from this one afterwards, another program has the journal, or it cannot be used.
    /// </exception>
    public TokenJournal OpenForChange()
    {
        ThrowIfAmbiguous();
        return journal.Open(Info, ClearFitOf);
    }

    /// <summary>Takes the token's journal for a trial of what a change would do.</summary>
    public TokenJournal OpenForTrial() => journal.Open(Info, FitOf);

    /// <summary>Takes the file of an interrupted write to finish it.</summary>
    /// <exception cref="BioTokenException">As with <see cref="OpenForChange"/>.</exception>
    public TokenJournal OpenToResume(string file)
    {
        ThrowIfAmbiguous();
        return journal.Open(Info, file);
    }

    /// <summary>Takes the file of an interrupted write to abandon it.</summary>
    public TokenJournal OpenToAbandon(string file) => journal.Open(Info, file);

    /// <summary>The interrupted write of this token; null if there is none.</summary>
    public InterruptedWrite? FindUnfinished() => journal.FindUnfinished(Info, FitOf);

    /// <summary>The same as the journal's entry.</summary>
    public JournalEntry? FindEntry() => journal.FindEntry(Info, FitOf);

    /// <summary>What a file holds; null if nothing is interrupted there.</summary>
    public JournalEntry? Find(string file) => journal.Find(file);

    /// <summary>Keeps copies of certificates that are going to be erased.</summary>
    public void Keep(TokenJournal held, IReadOnlyList<Npki.Certificates.NpkiCertificate> certificates)
    {
        foreach (Npki.Certificates.NpkiCertificate certificate in certificates)
            journal.Keep(held, certificate);
    }

    /// <exception cref="BioTokenException">It is an interrupted write of a token with another number.</exception>
    public void ThrowIfOfOtherToken(InterruptedWrite unfinished)
    {
        ArgumentNullException.ThrowIfNull(unfinished);
        if (!journal.MayBeOf(unfinished.JournalFile, Info))
            throw Failure(BioTokenError.TokenNotPresent, "ErrorOtherToken", unfinished.TokenSerialNumber);
    }

    /// <exception cref="BioTokenException">
    /// The interrupted write is that of another token with the same number, as far as can be told.
    /// </exception>
    public void ThrowIfForeign(JournalEntry entry) => ThrowIf(FitOf(entry) == JournalFit.Foreign);

    /// <exception cref="BioTokenException">It is, or it may as well be that of another token which is plugged in.</exception>
    public void ThrowIfNotClearlyOwn(JournalEntry entry) => ThrowIf(ClearFitOf(entry) == JournalFit.Foreign);

    /// <summary>Runs a write, and remembers what its end means for the next call.</summary>
    public T Run<T>(TokenJournal held, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (CertificateWriteException e)
        {
            Log.WriteStopped(session.Logger, session.Serial, e.Stage, e.Contents, e);
            if (e.Result is { } result && session.IsRemoval(result))
                throw RemovedWhileWriting(e, result);
            throw;
        }
        finally
        {
            _isGapOpen = held.Unfinished is { IsGap: true };
        }
    }

    /// <summary>Refuses what only a token without a gap may do, as this program knows it: only resuming goes on from there.</summary>
    public void ThrowIfGap()
    {
        // What could not be told when the token was opened may show by now, after the login.
        if (_isGapOpen)
            LookForGap();
        if (_isGapOpen)
            throw GapOpen();
    }

    /// <exception cref="BioTokenException">What was interrupted left a gap.</exception>
    public void ThrowIfGap(JournalEntry? unfinished)
    {
        if (unfinished is { IsGap: true })
            throw GapOpen();
    }

    /// <summary>Looks into the journal when the token is opened. A journal that cannot be read stops writes, and nothing else.</summary>
    public void LookForGap()
    {
        try
        {
            _isGapOpen = FindUnfinished() is { State: InterruptedWriteState.Gap };
        }
        catch (BioTokenException e) when (e.Reason == BioTokenError.TokenAmbiguous)
        {
            _isGapOpen = journal.ListUnfinished().Any(u => u.State == InterruptedWriteState.Gap && journal.MayBeOf(u.JournalFile, Info));
        }
        catch (BioTokenException e)
        {
            Log.JournalUnreadable(session.Logger, session.Serial, e);
        }
    }

    private JournalFit FitOf(JournalEntry entry) => FitOf(entry, mustBeClear: false);

    private JournalFit ClearFitOf(JournalEntry entry) => FitOf(entry, mustBeClear: true);

    private JournalFit FitOf(JournalEntry entry, bool mustBeClear)
    {
        JournalFit own = OwnFitOf(entry);
        if (own == JournalFit.Foreign)
            return own;
        foreach (BioTokenInfo twin in session.Connection.FindTwins(Info))
        {
            if (ReadPublic(twin) is not { } seen || JournalOwner.FitOf(entry, twin.Label, seen, isLoggedIn: false) < JournalFit.Fits)
                continue;
            if (own < JournalFit.Fits)
                return JournalFit.Foreign;
            if (mustBeClear)
                throw Ambiguous();
        }

        return own;
    }

    private JournalFit OwnFitOf(JournalEntry entry)
    {
        try
        {
            return JournalOwner.FitOf(entry, Info.Label, session.ReadObjects(), session.IsAuthenticated);
        }
        catch (BioTokenException e) when (e.Result is not { } result || !session.IsRemoval(result))
        {
            // A token that cannot be read may still be asked for what the journal knows of it.
            return JournalFit.Unseen;
        }
    }

    /// <summary>Refuses to change a token while another one is plugged in that a journal could not tell from it.</summary>
    private void ThrowIfAmbiguous()
    {
        BioTokenInfo[] twins = [.. session.Connection.FindTwins(Info).Where(twin => twin.Label == Info.Label)];
        if (twins.Length == 0)
            return;
        List<TokenObject> own = session.ReadObjects();
        if (Array.Exists(twins, twin => ReadPublic(twin) is { } seen && JournalOwner.AreAlike(own, seen)))
            throw Ambiguous();
    }

    /// <summary>What another token of this module shows without a login; null if it is gone by now.</summary>
    /// <exception cref="BioTokenException">
    /// It cannot be read; without a return value, which would be taken for one about this token.
    /// </exception>
    private List<TokenObject>? ReadPublic(BioTokenInfo twin)
    {
        ICryptoki cryptoki = session.Cryptoki;
        try
        {
            Failures.Check(
                cryptoki.OpenSession(twin.SlotId, SessionFlags.None, out nuint other), CryptokiFunction.OpenSession, session.Vendor);
            try
            {
                return session.Inventory.Read(other);
            }
            finally
            {
                cryptoki.CloseSession(other);
            }
        }
        catch (BioTokenException e) when (e.Result is { } result && result != CKR.CRYPTOKI_NOT_INITIALIZED)
        {
            return Failures.EndsSession(result) || !session.Connection.IsPresent(twin)
                ? null
                : throw new BioTokenException(e.Reason, e.Message, e) { Vendor = session.Vendor };
        }
    }

    private void ThrowIf(bool isForeign)
    {
        if (!isForeign)
            return;
        // One that is empty by now is rather this token, which another program has emptied.
        throw session.ReadObjects().Exists(o => o.Class == CKO.CERTIFICATE)
            ? Failure(BioTokenError.TokenNotPresent, "ErrorOtherTokenAlike", Info.SerialNumber)
            : Failure(BioTokenError.TokenChanged, "ErrorTokenChanged");
    }

    private CertificateWriteException RemovedWhileWriting(CertificateWriteException stopped, CKR result)
    {
        BioTokenException removed = session.Removed(result, stopped.Function);
        string message = Messages.Format(
            "WriteStopped", Messages.Format("Stage" + stopped.Stage), removed.Message, Messages.Format("Contents" + stopped.Contents));
        return new CertificateWriteException(stopped.Stage, stopped.Contents, message, removed);
    }

    private BioTokenException GapOpen() => Failure(BioTokenError.GapOpen, "ErrorGapOpen");

    private BioTokenException Ambiguous() => Failure(BioTokenError.TokenAmbiguous, "ErrorTokenAmbiguous", Info.SerialNumber);

    private BioTokenException Failure(BioTokenError error, string message, params ReadOnlySpan<object?> details)
        => new(error, Messages.Format(message, details)) { Vendor = session.Vendor };
}
