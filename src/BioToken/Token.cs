using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Diagnostics;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Resources;
using BioToken.Sessions;
using BioToken.Signing;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Journal;
using BioToken.Writing.Operations;
using BioToken.Writing.Plans;
using BioToken.Writing.Recovery;
using BioToken.Writing.Steps;
using Microsoft.Extensions.Logging;

namespace BioToken;

/// <summary>
/// An open token: the public face of a session. Calls into the module run on the module's own thread; public members may be called from any
/// thread.
/// </summary>
internal sealed class Token : IBioToken, IKeySource, ITokenKeyOperations
{
    private readonly TokenSession _session;
    private readonly Authenticator _authenticator;
    private readonly TokenSigner _signer;
    private readonly TokenDecryptor _decryptor;
    private readonly SessionJournal _journal;
    private readonly TokenWriter _writer;

    private Token(TokenSession session, BioTokenOptions options, TimeProvider time)
    {
        _session = session;
        _authenticator = new Authenticator(session, options.FingerprintTimeout, options.AllowFinalPinAttempt, time);
        _signer = new TokenSigner(session, _authenticator);
        _decryptor = new TokenDecryptor(session, _authenticator);
        KeyVerifier verifier = new(session, _signer, _decryptor);
        _journal = new SessionJournal(session, new WriteJournal(options.Disk, options.JournalDirectory));
        TokenRecovery recovery = new(session, _journal, verifier);
        _writer = new TokenWriter(session, _journal, recovery, verifier, options.Disk, time);
        Recovery = new WriteRecovery(session, _journal, recovery, _authenticator);
    }

    public BioTokenInfo Info => _session.Info;

    public BioTokenState State => _session.State;

    public IWriteRecovery Recovery { get; }

    /// <summary>Opens a token; closes the session again if the caller has stopped waiting.</summary>
    public static Task<IBioToken> OpenAsync(
        BioTokenInfo info,
        ModuleConnection connection,
        BioTokenOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        SharedModule module = connection.Shared;
        TokenSession? opened = null;
        return connection.RunAsync<IBioToken>(
            () => Open(opened = TokenSession.Open(info, connection, module, logger), options, time),
            undo: () => opened!.End(callModule: true),
            resource: null,
            cancellationToken,
            waitsForPerson: false);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    // The awaited work runs on the module's thread and the pool, never on the caller's context.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
        => _authenticator.LoginAsync(pin, progress, cancellationToken);

    public Task MatchFingerprintAsync(IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
        => _authenticator.MatchFingerprintAsync(progress, cancellationToken);

    public Task LogoutAsync(CancellationToken cancellationToken = default) => _authenticator.LogoutAsync(cancellationToken);

    public Task ChangePinAsync(Pin current, Pin changed, CancellationToken cancellationToken = default)
        => _authenticator.ChangePinAsync(current, changed, cancellationToken);

    public Task<IReadOnlyList<TokenIdentity>> GetIdentitiesAsync(CancellationToken cancellationToken = default)
        => _session.RunAsync<IReadOnlyList<TokenIdentity>>(
            () => [.. IdentityGrouping.Group(_session.ReadObjects(), _session.Profile.RandomValue).Select(
                found => new TokenIdentity(this, found))],
            cancellationToken);

    public Task<IReadOnlyList<UnreadableObject>> GetUnreadableObjectsAsync(CancellationToken cancellationToken = default)
        => _session.RunAsync(() => CertificateReading.ListUnreadable(_session.ReadObjects()), cancellationToken);

    public Task EraseAsync(
        TokenIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return ChangeAsync(identity, identity: null, options, progress, cancellationToken);
    }

    public Task<TokenIdentity> WriteAsync(
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return ChangeAsync(old: null, identity, options, progress, cancellationToken)!;
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
        return ChangeAsync(old, identity, options, progress, cancellationToken)!;
    }

    public Task<WritePlan> PlanWriteAsync(
        NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return PlanAsync(old: null, identity, options, cancellationToken);
    }

    public Task<WritePlan> PlanReplaceAsync(
        TokenIdentity old, NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(identity);
        return PlanAsync(old, identity, options, cancellationToken);
    }

    public Task<WritePlan> PlanEraseAsync(TokenIdentity identity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return PlanAsync(identity, identity: null, options: null, cancellationToken);
    }

    public Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> data,
        SignOptions? options = null,
        IProgress<FingerprintPrompt>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new SignOptions();
        if (options.Padding is null)
            throw new ArgumentException(Messages.Format("SignPadding", "null"), nameof(options));
        ThrowIfNotOurs(options.Identity);
        return SignAsync(
            options.Identity?.Objects.Main,
            SignatureRequest.ForData(data, options.HashAlgorithm, options.Padding),
            progress,
            cancellationToken);
    }

    public async Task<byte[]> SignAsync(
        TokenKeyPair? pair, SignatureRequest request, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken)
    {
        byte[] signature = await UseKeyAsync(
            () => _signer.Sign(pair, request, progress ?? _authenticator.Prompts),
            undo: static _ => { },
            cancellationToken).ConfigureAwait(false);
        Log.Signed(_session.Logger, _session.Serial, request.Mechanism.Type);
        return signature;
    }

    public async Task<byte[]> DecryptAsync(
        TokenKeyPair pair, byte[] encrypted, RSAEncryptionPadding padding, CancellationToken cancellationToken)
    {
        byte[] data = await UseKeyAsync(
            () => _decryptor.Decrypt(pair, encrypted, padding, _authenticator.Prompts),
            undo: late => CryptographicOperations.ZeroMemory(late),
            cancellationToken).ConfigureAwait(false);
        Log.Decrypted(_session.Logger, _session.Serial, DecryptionMechanism.Of(padding).Type);
        return data;
    }

    public RSA? MakeKey(IdentityObjects identity, TokenKeyPair pair)
        => pair.PrivateKey is not null && pair.Certificate.GetRSAPublicKey() is { } publicKey
            ? new TokenRsa(this, identity, pair, publicKey)
            : null;

    public void ThrowIfOnModuleThread() => _session.ThrowIfOnModuleThread();

    private static Token Open(TokenSession session, BioTokenOptions options, TimeProvider time)
    {
        try
        {
            Token token = new(session, options, time);
            token._journal.LookForGap();
            Log.TokenOpened(session.Logger, session.Serial, session.Vendor);
            return token;
        }
        catch
        {
            session.End(callModule: true);
            throw;
        }
    }

    private Task<TokenIdentity?> ChangeAsync(
        TokenIdentity? old,
        NpkiIdentity? identity,
        WriteOptions? options,
        IProgress<WriteProgress>? progress,
        CancellationToken cancellationToken)
    {
        ThrowIfNotOurs(old);
        RequestedChange change = new(old, identity, options ?? WriteOptions.Default);
        return _session.RunAsync(
            () => _writer.Change(change, new WriteCall(progress, _authenticator.Prompts, cancellationToken)) is { } written
                ? new TokenIdentity(this, written)
                : null,
            cancellationToken);
    }

    private Task<WritePlan> PlanAsync(
        TokenIdentity? old, NpkiIdentity? identity, WriteOptions? options, CancellationToken cancellationToken)
    {
        ThrowIfNotOurs(old);
        RequestedChange change = new(old, identity, options ?? WriteOptions.Default);
        return _session.RunAsync(
            () => _writer.Plan(change, new WriteCall(Progress: null, _authenticator.Prompts, cancellationToken)), cancellationToken);
    }

    /// <summary>Uses a private key; takes as long as a person does if the token asks for a finger for it.</summary>
    private async Task<byte[]> UseKeyAsync(Func<byte[]> use, Action<byte[]> undo, CancellationToken cancellationToken)
    {
        byte[] result = [];
        void Work()
        {
            _session.ThrowIfNotAuthenticated();
            _journal.ThrowIfGap();
            result = use();
        }

        if (_authenticator.AsksWithinSignature)
            await _authenticator.WaitForFingerAsync(Work, () => undo(result), resource: null, cancellationToken).ConfigureAwait(false);
        else
            await _session.RunAsync(Work, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private void ThrowIfNotOurs(TokenIdentity? identity)
    {
        if (identity is not null && !ReferenceEquals(identity.Source, this))
            throw new InvalidOperationException(Messages.Format("IdentityOfAnotherToken"));
    }
}
