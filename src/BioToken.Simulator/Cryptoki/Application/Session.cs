using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>A session of an application with a token.</summary>
/// <param name="handle">Its handle.</param>
/// <param name="connection">The application's side of the token.</param>
/// <param name="isReadWrite">Whether it can write.</param>
/// <param name="insertion">The insertion of the token that it was opened under; it dies with it.</param>
internal sealed class Session(nuint handle, TokenConnection connection, bool isReadWrite, long insertion)
{
    private volatile bool _isClosed;

    /// <summary>Locked while an operation of the session is read or changed.</summary>
    public Lock Gate { get; } = new();

    public nuint Handle => handle;

    public TokenConnection Connection => connection;

    public TokenDevice Device => connection.Device;

    public bool IsReadWrite => isReadWrite;

    public long Insertion => insertion;

    public ObjectSearch? Search { get; set; }

    public OperationSlot<DigestOperation> Digest { get; } = new(connection);

    public OperationSlot<SignatureOperation> Sign { get; } = new(connection);

    public OperationSlot<SignatureOperation> Verify { get; } = new(connection);

    public OperationSlot<CipherOperation> Encrypt { get; } = new(connection);

    public OperationSlot<CipherOperation> Decrypt { get; } = new(connection);

    public bool IsClosed => _isClosed;

    /// <summary>Whether the token requires a login before each use of a private key.</summary>
    public bool IsAlwaysAuthenticate => Device.Persona.Profile.FingerprintMethod == FingerprintMethod.PerSignature;

    public void MarkClosed() => _isClosed = true;

    /// <summary>
    /// Finds the object of a handle if the application may see it now; null otherwise. Call with the application's lock held.
    /// </summary>
    public ObjectEntry? FindObject(nuint handle)
    {
        if (connection.Find(handle) is not { } entry)
            return null;
        if (entry.Object is not { } found)
            return entry;
        TokenObject? now = entry.Owner is not null ? found : Device.Find(found);
        return now is not null && connection.CanSee(now) ? entry with { Object = now } : null;
    }

    /// <summary>The operation whose key requires a separate login; null if there is none.</summary>
    public TokenOperation? FindContextOperation()
    {
        TokenOperation?[] candidates = [Sign.Live, Decrypt.Live];
        return Array.Find(candidates, operation => operation is { NeedsContextLogin: true })
            ?? Array.Find(candidates, operation => operation is { IsAlwaysAuthenticate: true });
    }

    /// <summary>The state by the specification (PKCS#11 v2.40 section 3.3).</summary>
    public CKS State() => connection.User switch
    {
        CKU.SO => CKS.RW_SO_FUNCTIONS,
        CKU.USER => isReadWrite ? CKS.RW_USER_FUNCTIONS : CKS.RO_USER_FUNCTIONS,
        _ => isReadWrite ? CKS.RW_PUBLIC_SESSION : CKS.RO_PUBLIC_SESSION,
    };
}
