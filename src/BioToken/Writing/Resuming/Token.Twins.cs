using BioToken.Pkcs11;

namespace BioToken;

/// <content>Other tokens with the same manufacturer, model and serial number.</content>
internal sealed partial class Token
{
    /// <summary>Whether an interrupted write that the journal knows under this token's number is this token's own.</summary>
    private JournalFit FitOf(JournalEntry entry) => FitOf(entry, mustBeClear: false);

    /// <exception cref="BioTokenException">It may as well be that of another token which is plugged in.</exception>
    private JournalFit ClearFitOf(JournalEntry entry) => FitOf(entry, mustBeClear: true);

    private JournalFit FitOf(JournalEntry entry, bool mustBeClear)
    {
        JournalFit own = OwnFitOf(entry);
        if (own == JournalFit.Foreign)
            return own;
        foreach (BioTokenInfo twin in _connection.FindTwins(Info))
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
            return JournalOwner.FitOf(entry, Info.Label, Inventory.Read(_session), IsAuthenticated);
        }
        catch (BioTokenException e) when (e.ReturnValue is not { } result || !IsRemoved(result))
        {
            // A token that cannot be read may still be asked for what the journal knows of it.
            return JournalFit.Unseen;
        }
    }

    /// <summary>Refuses to change a token while another one is plugged in that a journal could not tell from it.</summary>
    private void ThrowIfAmbiguous()
    {
        BioTokenInfo[] twins = [.. _connection.FindTwins(Info).Where(twin => twin.Label == Info.Label)];
        if (twins.Length == 0)
            return;
        List<TokenObject> own = Inventory.Read(_session);
        if (Array.Exists(twins, twin => ReadPublic(twin) is { } seen && JournalOwner.AreAlike(own, seen)))
            throw Ambiguous();
    }

    private BioTokenException Ambiguous()
        => new(BioTokenError.TokenAmbiguous, Messages.Format("ErrorTokenAmbiguous", Info.SerialNumber)) { Vendor = Vendor };

    /// <summary>What another token of this module shows without a login; null if it is gone by now.</summary>
    /// <exception cref="BioTokenException">It cannot be read; without a return value, which would be taken for one about this token.</exception>
    private List<TokenObject>? ReadPublic(BioTokenInfo twin)
    {
        try
        {
            Failures.Check(Cryptoki.OpenSession(twin.SlotId, SessionFlags.None, out nuint session), "C_OpenSession", Vendor);
            try
            {
                return Inventory.Read(session);
            }
            finally
            {
                Cryptoki.CloseSession(session);
            }
        }
        catch (BioTokenException e) when (e.ReturnValue is { } result && result != CKR.CRYPTOKI_NOT_INITIALIZED)
        {
            return Failures.EndsSession(result) || !_connection.IsPresent(twin.SlotId, twin.SerialNumber)
                ? null
                : throw new BioTokenException(e.Error, e.Message, e) { Vendor = Vendor };
        }
    }
}
