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

        EraseOld();
        List<TokenObject> after = FinalCheck();
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

    private void EraseOld()
    {
        CKR firstFailure = CKR.OK;
        for (int i = 0; i < _old.Count; i++)
        {
            Enter(WriteStage.Erasing, i, _old.Count);
            CKR result = _context.Cryptoki.DestroyObject(_context.Session, _old[i].Handle);
            if (firstFailure == CKR.OK)
                firstFailure = result;
        }

        if (firstFailure == CKR.OK)
            return;
        // An error may have come after the object was gone: the token itself tells, not the answer.
        BioTokenException failure = Failures.From(firstFailure, "C_DestroyObject", _context.Vendor.Id);
        TokenContents contents = LookAfterErasure();
        if (contents != TokenContents.Unknown && !AnyOldLeft())
            return;
        throw Stopped(contents, failure);
    }

    private List<TokenObject> FinalCheck()
    {
        Enter(WriteStage.FinalCheck, 0, 0);
        try
        {
            List<TokenObject> now = ReadAll();
            if (InventoryComparison.FindMissing(_before.Except(_old), now) is { } missing)
                throw new BioTokenException(BioTokenError.Write, Messages.Format("WriteForeignObjectMissing", missing.Class));
            if (_newObjects.FirstOrDefault(o => now.TrueForAll(seen => seen.Handle != o.Handle)) is { } lost)
                throw new BioTokenException(BioTokenError.Write, Messages.Format("WriteObjectMissing", lost.Class));
            if (_old.FirstOrDefault(o => now.Exists(seen => seen.Handle == o.Handle && seen.IsSameAs(o))) is { } left)
                throw new BioTokenException(BioTokenError.Write, Messages.Format("WriteOldObjectLeft", left.Class));
            return now;
        }
        catch (BioTokenException e)
        {
            throw Stopped(LookAfterErasure(), e);
        }
    }

    /// <summary>Removes what was written; what the token shows decides, not what its answers said.</summary>
    private TokenContents RollBack()
    {
        try
        {
            foreach (TokenObject seen in ReadAll().Where(IsOurs))
                _context.Cryptoki.DestroyObject(_context.Session, seen.Handle);
            List<TokenObject> now = ReadAll();
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

    private TokenContents LookAfterErasure()
    {
        try
        {
            List<TokenObject> now = ReadAll();
            int left = _old.Count(o => now.Exists(seen => seen.IsSameAs(o) && seen.Handle == o.Handle));
            if (_newObjects.Count == 0)
                return left == _old.Count ? TokenContents.Unchanged : TokenContents.PartOfOld;
            return left == _old.Count ? TokenContents.OldAndNew : TokenContents.NewAndPartOfOld;
        }
        catch (BioTokenException)
        {
            return TokenContents.Unknown;
        }
    }

    private bool AnyOldLeft() => ReadAll() is var now && _old.Any(o => now.Exists(seen => seen.Handle == o.Handle && seen.IsSameAs(o)));

    private List<TokenObject> ReadAll() => _context.Inventory.Read(_context.Session, toTheEnd: true);

    private void Enter(WriteStage stage, int completed, int total)
    {
        _stage = stage;
        _context.Report(stage, completed, total);
    }

    private CertificateWriteException Stopped(TokenContents contents, Exception cause)
        => new(_stage, contents, Messages.Format("WriteStopped", Messages.Format("Stage" + _stage), cause.Message, Messages.Format("Contents" + contents)), cause);
}
