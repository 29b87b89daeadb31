using System.Diagnostics;
using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Writing.Steps;

/// <summary>The steps of every write, in any order; on the module's thread.</summary>
internal sealed class WriteSteps
{
    private readonly WriteContext _context;
    private bool _hasErased;
    private bool _mustComplete;

    /// <param name="context">The token.</param>
    /// <param name="isGap">Whether a gap is open: then a failing listener must not keep it open.</param>
    public WriteSteps(WriteContext context, bool isGap = false)
    {
        _context = context;
        _mustComplete = isGap;
    }

    /// <summary>The stage that was entered last.</summary>
    public WriteStage Stage { get; private set; } = WriteStage.Checking;

    public void Write(IReadOnlyList<NewObject> objects)
    {
        for (int i = 0; i < objects.Count; i++)
        {
            ThrowIfCanceled();
            Enter(WriteStage.Writing, i, objects.Count);
            objects[i].IsAttempted = true;
            CKR result = _context.Cryptoki.CreateObject(_context.Session.Handle, objects[i].Template, out nuint handle);
            // In a gap the advice for a full token would be wrong: only resuming is possible.
            if (result == CKR.DEVICE_MEMORY && _hasErased)
                throw new BioTokenException(BioTokenError.TokenFull, Messages.Format("ErrorTokenFullInGap"))
                {
                    Function = CryptokiFunction.CreateObject,
                    Result = result,
                    Vendor = _context.Vendor,
                };
            _context.Session.Check(result, CryptokiFunction.CreateObject);
            objects[i].Handle = handle;
        }
    }

    /// <summary>Reads all objects back byte by byte and verifies the private keys.</summary>
    public void Verify(IReadOnlyList<NewObject> objects)
    {
        using ObjectVerification verification = new(_context);
        for (int i = 0; i < objects.Count; i++)
        {
            ThrowIfCanceled();
            Enter(WriteStage.Verifying, i, objects.Count);
            verification.Verify(objects[i]);
        }

        VerifyKeys(objects.Where(o => o.Class == CKO.PRIVATE_KEY).Select(o => (o.Handle!.Value, o.Certificate!)));
        ThrowIfCanceled();
    }

    /// <summary>Verifies private keys on the token, at least one of them by an operation of the key.</summary>
    /// <exception cref="BioTokenException">A key does not match its certificate, or no key could be verified by an operation.</exception>
    public void VerifyKeys(IEnumerable<(nuint Handle, NpkiCertificate Certificate)> keys)
    {
        List<KeyVerification> proofs = [];
        foreach ((nuint handle, NpkiCertificate certificate) in keys)
        {
            KeyVerification by = _context.Verifier.Verify(handle, certificate, _context.Reporter.PromptsBy(Notify));
            proofs.Add(by);
            Notify(() => _context.Reporter.Report(new VerifiedKey { Certificate = certificate, By = by }));
        }

        if (proofs.Count > 0 && proofs.TrueForAll(by => by == KeyVerification.Comparison))
            throw new BioTokenException(BioTokenError.WriteFailed, Messages.Format("WriteKeyUnverifiable")) { Vendor = _context.Vendor };
    }

    /// <summary>
    /// Erases every object that can be erased. From the first call on, neither cancellation nor a failing listener stops it.
    /// </summary>
    /// <returns>The first failure; null if there was none. The object may be gone nevertheless.</returns>
    public BioTokenException? Erase(IReadOnlyList<TokenObject> objects)
    {
        Debug.Assert(objects.Count == 0 || MayErase(_context.Journal.Entry), "Nothing is erased before the commit, but in a declared gap.");
        BioTokenException? firstFailure = null;
        _hasErased = _mustComplete = true;
        for (int i = 0; i < objects.Count; i++)
        {
            Enter(WriteStage.Erasing, i, objects.Count);
            BioTokenException? failure = Destroy(objects[i]);
            firstFailure ??= failure;
        }

        return firstFailure;
    }

    /// <summary>Removes new objects; the token's contents decide, not its return values.</summary>
    public void Remove(IEnumerable<TokenObject?> objects)
    {
        foreach (TokenObject seen in objects.OfType<TokenObject>())
            Destroy(seen);
    }

    /// <summary>
    /// Destroys an object if the handle still denotes it: drivers reassign handles, some after every removal. An object that is gone needs
    /// nothing.
    /// </summary>
    /// <returns>The failure; null if there was none.</returns>
    private BioTokenException? Destroy(TokenObject expected)
    {
        try
        {
            if (Locate(expected) is not { } handle)
                return null;
            _context.Session.Check(
                _context.Cryptoki.DestroyObject(_context.Session.Handle, handle), CryptokiFunction.DestroyObject);
            return null;
        }
        catch (BioTokenException e)
        {
            return e;
        }
    }

    private nuint? Locate(TokenObject expected)
    {
        if (_context.Session.Inventory.Read(_context.Session.Handle, expected.Handle).IsSameAs(expected))
            return expected.Handle;
        TokenObject[] same = [.. ReadAll().Where(seen => seen.IsSameAs(expected))];
        return same switch
        {
            [] => null,
            [{ } moved] => moved.Handle,
            // Two objects are equal in everything that they show, so that the right one cannot be determined.
            _ => throw new BioTokenException(BioTokenError.TokenChanged, Messages.Format("WriteObjectAmbiguous", expected.Class))
            {
                Vendor = _context.Vendor,
            },
        };
    }

    /// <summary>
    /// Finds which part of an intended write is on the token. Reads once more if reading fails: that changes nothing, and everything
    /// depends on it.
    /// </summary>
    public IntendedWrite Inspect(WriteIntent intent, IReadOnlyList<NewObject>? written = null)
    {
        try
        {
            return IntendedWrite.Find(intent, ReadAll(), written);
        }
        catch (BioTokenException)
        {
            return IntendedWrite.Find(intent, ReadAll(), written);
        }
    }

    /// <summary>Describes the token's contents after an uncommitted write, for a report.</summary>
    public TokenContents Describe(WriteIntent intent, IReadOnlyList<NewObject>? written)
    {
        try
        {
            return Inspect(intent, written).Describe(intent, isVerified: false);
        }
        catch (BioTokenException)
        {
            return TokenContents.Unknown;
        }
    }

    public void Enter(WriteStage stage, int completed = 0, int total = 0)
    {
        Stage = stage;
        _mustComplete |= stage is WriteStage.Erasing or WriteStage.Done;
        Notify(() => _context.Reporter.Report(stage, completed, total));
    }

    private void Notify(Action report)
    {
        try
        {
            report();
        }
        catch (Exception) when (_mustComplete)
        {
            // A failing listener must not stop an erasure, or hide that it completed. Before the first erasure it causes a rollback like
            // any failure.
        }
    }

    /// <summary>Records that a write is over. If recording fails, the failure is logged, and the next write settles it.</summary>
    public void Finish(JournalRecordKind end)
    {
        try
        {
            _context.Journal.Add(end);
        }
        catch (BioTokenException e)
        {
            _context.Reporter.JournalFailed(e);
        }
    }

    public CertificateWriteException Interrupted(TokenContents contents, Exception cause)
    {
        // A lost login shows in many ways, such as keys that are no longer found. A rejected fingerprint has its own next step.
        bool isLoginLost = _context.Session.Login.IsLost;
        if (isLoginLost && cause is not (BioTokenException { Reason: BioTokenError.LoginLost } or TokenAuthenticationException))
            cause = Failures.LoginLost(_context.Vendor, cause);
        string after = isLoginLost && contents == TokenContents.Unknown ? "Hidden" : contents.ToString();
        return new CertificateWriteException(
            Stage,
            contents,
            Messages.Format("WriteStopped", Messages.Format("Stage" + Stage), cause.Message, Messages.Format("Contents" + after)),
            cause);
    }

    /// <summary>
    /// Makes the exception for an object that may be new and cannot be identified: it is left, and the write stays interrupted.
    /// </summary>
    public CertificateWriteException InterruptedBy(TokenObject unidentified) => Interrupted(
        TokenContents.OldAndUnidentified,
        new BioTokenException(BioTokenError.TokenChanged, Messages.Format("WriteObjectUnidentified", unidentified.Class))
        {
            Vendor = _context.Vendor,
        });

    private static bool MayErase(JournalEntry? entry)
        => entry is { IsFinished: false }
            and ({ IsCommitted: true } or { Intent.New.Length: 0 } or { Intent.Mode: WriteMode.EraseOldFirst });

    private void ThrowIfCanceled()
    {
        if (!_hasErased)
            _context.CancellationToken.ThrowIfCancellationRequested();
    }

    private List<TokenObject> ReadAll() => _context.Session.ReadObjects();
}
