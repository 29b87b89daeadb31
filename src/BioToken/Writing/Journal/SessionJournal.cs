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
/// The journal of one token's session. Several tokens may have the same manufacturer, model and serial number: their contents decide which
/// interrupted write is whose. On the module's thread.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="journal">The journals of all tokens.</param>
internal sealed class SessionJournal(TokenSession session, WriteJournal journal)
{
    // As known to this program: another program may open a gap meanwhile. A write reads the journal itself.
    private volatile bool _isGapOpen;

    private BioTokenInfo Info => session.Info;

    /// <summary>Whether there is a directory to write to.</summary>
    public bool IsSomewhere => journal.IsSomewhere;

    /// <summary>Opens the token's journal for a change, until it is disposed.</summary>
    /// <exception cref="BioTokenException">
    /// Another connected token could not be distinguished from this one afterwards, another program has the journal open, or it cannot be
    /// used.
    /// </exception>
    public TokenJournal OpenForChange()
    {
        ThrowIfAmbiguous();
        return journal.Open(Info, ClearFitOf);
    }

    /// <summary>Opens the token's journal for a plan.</summary>
    public TokenJournal OpenForTrial() => journal.Open(Info, FitOf);

    /// <summary>Opens the file of an interrupted write to finish it.</summary>
    /// <exception cref="BioTokenException">As with <see cref="OpenForChange"/>.</exception>
    public TokenJournal OpenToResume(string file)
    {
        ThrowIfAmbiguous();
        return journal.Open(Info, file);
    }

    /// <summary>Opens the file of an interrupted write to abandon it.</summary>
    public TokenJournal OpenToAbandon(string file) => journal.Open(Info, file);

    /// <summary>The interrupted write of this token; null if there is none.</summary>
    public InterruptedWrite? FindUnfinished() => journal.FindUnfinished(Info, FitOf);

    /// <summary>The same as the journal's entry.</summary>
    public JournalEntry? FindEntry() => journal.FindEntry(Info, FitOf);

    /// <summary>The interrupted write of a file; null if there is none.</summary>
    public JournalEntry? Find(string file) => journal.Find(file);

    /// <summary>Saves copies of certificates before they are erased.</summary>
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

    /// <exception cref="BioTokenException">The interrupted write probably belongs to another token with the same number.</exception>
    public void ThrowIfForeign(JournalEntry entry) => ThrowIf(FitOf(entry) == JournalFit.Foreign);

    /// <exception cref="BioTokenException">It does, or it may equally belong to another connected token.</exception>
    public void ThrowIfNotClearlyOwn(JournalEntry entry) => ThrowIf(ClearFitOf(entry) == JournalFit.Foreign);

    /// <summary>Logs an interruption, and finds out whether a removal caused it.</summary>
    /// <exception cref="CertificateWriteException">It did; the message says so.</exception>
    public void Explain(CertificateWriteException stopped)
    {
        Log.WriteStopped(session.Logger, session.Serial, stopped.Stage, stopped.Contents, stopped);
        if (stopped.Result is not { } result || !session.IsRemoval(result))
            return;
        BioTokenException removed = session.Removed(result, stopped.Function);
        string message = Messages.Format(
            "WriteStopped", Messages.Format("Stage" + stopped.Stage), removed.Message, Messages.Format("Contents" + stopped.Contents));
        throw new CertificateWriteException(stopped.Stage, stopped.Contents, message, removed);
    }

    /// <summary>Records what the end of a write means for the next call.</summary>
    public void NoteEnd(TokenJournal held) => _isGapOpen = held.Unfinished is { IsGap: true };

    /// <summary>Throws if this program knows of a gap: only resuming is possible then.</summary>
    public void ThrowIfGap()
    {
        // What was unknown when the token was opened may be visible after the login.
        if (_isGapOpen)
            LookForGap();
        if (_isGapOpen)
            throw GapOpen();
    }

    /// <exception cref="BioTokenException">The interrupted write left a gap.</exception>
    public void ThrowIfGap(JournalEntry? unfinished)
    {
        if (unfinished is { IsGap: true })
            throw GapOpen();
    }

    /// <summary>Reads the journal when the token is opened. An unreadable journal prevents writes, and nothing else.</summary>
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
        foreach (BioTokenInfo twin in session.FindTwins())
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
            // The journal of a token that cannot be read may still be queried.
            return JournalFit.Unseen;
        }
    }

    /// <summary>Throws if another connected token could not be distinguished from this one in the journal.</summary>
    private void ThrowIfAmbiguous()
    {
        BioTokenInfo[] twins = [.. session.FindTwins().Where(twin => twin.Label == Info.Label)];
        if (twins.Length == 0)
            return;
        List<TokenObject> own = session.ReadObjects();
        if (Array.Exists(twins, twin => ReadPublic(twin) is { } seen && JournalOwner.AreAlike(own, seen)))
            throw Ambiguous();
    }

    /// <summary>The objects that another token of this module shows without a login; null if it was removed.</summary>
    /// <exception cref="BioTokenException">
    /// It cannot be read; without a return value, which would be mistaken for one of this token.
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
        // An empty token is more likely this token, emptied by another program.
        throw session.ReadObjects().Exists(o => o.Class == CKO.CERTIFICATE)
            ? Failure(BioTokenError.TokenNotPresent, "ErrorOtherTokenAlike", Info.SerialNumber)
            : Failure(BioTokenError.TokenChanged, "ErrorTokenChanged");
    }

    private BioTokenException GapOpen() => Failure(BioTokenError.GapOpen, "ErrorGapOpen");

    private BioTokenException Ambiguous() => Failure(BioTokenError.TokenAmbiguous, "ErrorTokenAmbiguous", Info.SerialNumber);

    private BioTokenException Failure(BioTokenError error, string message, params ReadOnlySpan<object?> details)
        => new(error, Messages.Format(message, details)) { Vendor = session.Vendor };
}
