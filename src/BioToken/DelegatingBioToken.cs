using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Signing;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken;

/// <summary>Passes every call on to another token. Derive from it to record, count or change some of them.</summary>
/// <remarks>
/// A member that <see cref="IBioToken"/> gains later is passed on by a later version of this class, so that a derived one keeps working.
/// </remarks>
public abstract class DelegatingBioToken : IBioToken
{
    /// <summary>Makes one.</summary>
    /// <param name="inner">The token to call; disposed with this object.</param>
    protected DelegatingBioToken(IBioToken inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <inheritdoc/>
    public virtual BioTokenInfo Info => Inner.Info;

    /// <inheritdoc/>
    public virtual BioTokenState State => Inner.State;

    /// <inheritdoc/>
    public virtual IWriteRecovery Recovery => Inner.Recovery;

    /// <summary>The token that is called.</summary>
    protected IBioToken Inner { get; }

    /// <inheritdoc/>
    public virtual Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
        => Inner.LoginAsync(pin, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task MatchFingerprintAsync(IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
        => Inner.MatchFingerprintAsync(progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<TokenIdentity>> GetIdentitiesAsync(CancellationToken cancellationToken = default)
        => Inner.GetIdentitiesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<UnreadableObject>> GetUnreadableObjectsAsync(CancellationToken cancellationToken = default)
        => Inner.GetUnreadableObjectsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task EraseAsync(
        TokenIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.EraseAsync(identity, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TokenIdentity> WriteAsync(
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.WriteAsync(identity, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TokenIdentity> ReplaceAsync(
        TokenIdentity old,
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.ReplaceAsync(old, identity, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<WritePlan> PlanWriteAsync(
        NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default)
        => Inner.PlanWriteAsync(identity, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<WritePlan> PlanReplaceAsync(
        TokenIdentity old, NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default)
        => Inner.PlanReplaceAsync(old, identity, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<WritePlan> PlanEraseAsync(TokenIdentity identity, CancellationToken cancellationToken = default)
        => Inner.PlanEraseAsync(identity, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> data,
        SignOptions? options = null,
        IProgress<FingerprintPrompt>? progress = null,
        CancellationToken cancellationToken = default)
        => Inner.SignAsync(data, options, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task ChangePinAsync(Pin current, Pin changed, CancellationToken cancellationToken = default)
        => Inner.ChangePinAsync(current, changed, cancellationToken);

    /// <inheritdoc/>
    public virtual Task LogoutAsync(CancellationToken cancellationToken = default) => Inner.LogoutAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the token that is called.</summary>
    /// <param name="disposing">False if a finalizer of a derived class runs, in which nothing is disposed.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
    }
}
