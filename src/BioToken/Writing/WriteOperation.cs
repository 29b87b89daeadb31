using BioToken.Pkcs11;

namespace BioToken;

/// <summary>
/// One write, replacement or erasure, on the module's thread: write the new objects, prove them, erase the old ones, look again. Before
/// the first erasure a failure is rolled back; after it the erasure is carried through.
/// </summary>
internal sealed class WriteOperation
{
    private readonly WriteContext _context;
    private readonly IReadOnlyList<NewObject> _newObjects;
    private readonly IReadOnlyList<TokenObject> _before;
    private readonly IReadOnlyList<TokenObject> _old;
    private WriteStage _stage = WriteStage.Checking;

    /// <param name="context">The token.</param>
    /// <param name="before">Everything that is on the token.</param>
    /// <param name="newObjects">What to write; empty for an erasure.</param>
    /// <param name="old">What to erase, in this order; empty for a write.</param>
    public WriteOperation(
        WriteContext context, IReadOnlyList<TokenObject> before, IReadOnlyList<NewObject> newObjects, IReadOnlyList<TokenObject> old)
    {
        _context = context;
        _before = before;
        _newObjects = newObjects;
        _old = old;
    }

    /// <returns>Everything that is on the token afterwards.</returns>
    public List<TokenObject> Run()
    {
        try
        {
            Write();
            Verify();
            _context.CancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e)
        {
            TokenContents contents = RollBack();
            if (e is OperationCanceledException && contents == TokenContents.Unchanged)
                throw;
            throw Stopped(contents, e);
        }

        List<TokenObject> after = FinalCheck(EraseOld());
        Enter(WriteStage.Done, 0, 0);
        return after;
    }

    private void Write()
    {
        for (int i = 0; i < _newObjects.Count; i++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            Enter(WriteStage.Writing, i, _newObjects.Count);
            using AttributeTemplate template = _newObjects[i].MakeTemplate();
            Failures.Check(_context.Cryptoki.CreateObject(_context.Session, template, out nuint handle), "C_CreateObject", _context.Vendor.Id);
            _newObjects[i].Handle = handle;
        }
    }

    private void Verify()
    {
        using ObjectVerification verification = new(_context);
        for (int i = 0; i < _newObjects.Count; i++)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            Enter(WriteStage.Verifying, i, _newObjects.Count);
            verification.Verify(_newObjects[i]);
        }

        foreach (NewObject key in _newObjects.Where(o => o.Class == CKO.PRIVATE_KEY && o.Certificate.IsForSigning))
            _context.Prove(key.Handle!.Value, key.Certificate);
    }

    /// <returns>The first failure; null if there was none. It may have come after the object was gone.</returns>
    private BioTokenException? EraseOld()
    {
        BioTokenException? firstFailure = null;
        for (int i = 0; i < _old.Count; i++)
        {
            Enter(WriteStage.Erasing, i, _old.Count);
            CKR result = _context.Cryptoki.DestroyObject(_context.Session, _old[i].Handle);
            if (result != CKR.OK)
                firstFailure ??= Failures.From(result, "C_DestroyObject", _context.Vendor.Id);
        }

        return firstFailure;
    }

    /// <summary>Looks at the whole token. What it shows decides, not what the erasures answered.</summary>
    private List<TokenObject> FinalCheck(BioTokenException? erasure)
    {
        if (erasure is null)
            Enter(WriteStage.FinalCheck, 0, 0);
        List<TokenObject> now;
        try
        {
            now = ReadAllOrAgain();
        }
        catch (BioTokenException e)
        {
            throw Stopped(TokenContents.Unknown, erasure ?? e);
        }

        if (FindDifference(now) is not { } difference)
            return now;
        throw Stopped(Describe(now), erasure ?? new BioTokenException(BioTokenError.Write, difference) { Vendor = _context.Vendor.Id });
    }

    /// <summary>Finds how the token differs from what it should hold at the end; null if it does not.</summary>
    private string? FindDifference(List<TokenObject> now)
    {
        if (InventoryComparison.FindMissing(_before.Except(_old), now) is { } missing)
            return Messages.Format("WriteForeignObjectMissing", missing.Class);
        if (_newObjects.FirstOrDefault(o => !IsThere(o, now)) is { } lost)
            return Messages.Format("WriteObjectMissing", lost.Class);
        return _old.FirstOrDefault(o => IsThere(o, now)) is { } left ? Messages.Format("WriteOldObjectLeft", left.Class) : null;
    }

    private TokenContents Describe(List<TokenObject> now)
    {
        int left = _old.Count(o => IsThere(o, now));
        bool isNewWhole = _newObjects.All(o => IsThere(o, now));
        return (isNewWhole, left) switch
        {
            (false, _) => TokenContents.Unknown,
            (true, 0) => TokenContents.AsPlanned,
            (true, _) when left == _old.Count => _newObjects.Count == 0 ? TokenContents.Unchanged : TokenContents.OldAndNew,
            _ => _newObjects.Count == 0 ? TokenContents.PartOfOld : TokenContents.NewAndPartOfOld,
        };
    }

    /// <summary>Removes what was written; what the token shows decides, not what its answers said.</summary>
    private TokenContents RollBack()
    {
        try
        {
            foreach (TokenObject seen in ReadAllOrAgain().Where(IsOurs))
                _context.Cryptoki.DestroyObject(_context.Session, seen.Handle);
            List<TokenObject> now = ReadAllOrAgain();
            if (InventoryComparison.FindMissing(_before, now) is not null)
                return TokenContents.Unknown;
            return now.Exists(IsOurs) ? TokenContents.OldAndPartOfNew : TokenContents.Unchanged;
        }
        catch (BioTokenException)
        {
            // The first failure is the one to report.
            return TokenContents.Unknown;
        }
    }

    private bool IsOurs(TokenObject seen)
        => !_before.Any(known => known.Handle == seen.Handle && known.IsSameAs(seen))
            && _newObjects.Any(planned => planned.Handle == seen.Handle || InventoryComparison.IsCopyOf(seen, planned, _context.Vendor.RandomValue));

    private static bool IsThere(NewObject written, List<TokenObject> now) => now.Exists(seen => seen.Handle == written.Handle);

    private static bool IsThere(TokenObject old, List<TokenObject> now) => now.Exists(seen => seen.Handle == old.Handle && seen.IsSameAs(old));

    /// <summary>Reads once more if reading fails: it changes nothing, and far more hangs on the answer than on one call.</summary>
    private List<TokenObject> ReadAllOrAgain()
    {
        try
        {
            return ReadAll();
        }
        catch (BioTokenException)
        {
            return ReadAll();
        }
    }

    private List<TokenObject> ReadAll() => _context.Inventory.Read(_context.Session, toTheEnd: true);

    private void Enter(WriteStage stage, int completed, int total)
    {
        _stage = stage;
        try
        {
            _context.Report(stage, completed, total);
        }
        catch (Exception) when (stage >= WriteStage.Erasing)
        {
            // From the first erasure on, a listener that fails must not stop what has to go through. Before, it is rolled back like any failure.
        }
    }

    private CertificateWriteException Stopped(TokenContents contents, Exception cause)
        => new(_stage, contents, Messages.Format("WriteStopped", Messages.Format("Stage" + _stage), cause.Message, Messages.Format("Contents" + contents)), cause);
}
