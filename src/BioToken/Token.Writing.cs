using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <content>Erase, write, replace.</content>
internal sealed partial class Token
{
    private const int ChallengeLength = 32;

    public Task EraseAsync(TokenIdentity identity, IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ThrowIfNotOurs(identity);
        return RunAsync(() => Change(identity, null, WriteOptions.Default, progress, cancellationToken), cancellationToken);
    }

    public Task<TokenIdentity> WriteAsync(
        NpkiIdentity identity, WriteOptions? options = null, IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return RunAsync(() => Change(null, identity, options ?? WriteOptions.Default, progress, cancellationToken)!, cancellationToken);
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
        ThrowIfNotOurs(old);
        return RunAsync(() => Change(old, identity, options ?? WriteOptions.Default, progress, cancellationToken)!, cancellationToken);
    }

    /// <summary>Writes and erases; on the module's thread.</summary>
    /// <returns>The new identity; null if there is none.</returns>
    private TokenIdentity? Change(
        TokenIdentity? old, NpkiIdentity? identity, WriteOptions options, IProgress<WriteProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfNotAuthenticated();
        NpkiCertificate certificate = identity?.Certificate ?? old!.Certificate;
        void Report(WriteStage stage, int completed, int total)
        {
            if (completed == 0)
                Log.Stage(_logger, _serial, stage, Redaction.Serial(certificate.SerialNumber));
            progress?.Report(new WriteProgress(stage, completed, total));
        }

        Report(WriteStage.Checking, 0, 0);
        List<TokenObject> before = Inventory.Read(_session, toTheEnd: true);
        IReadOnlyList<TokenObject> toErase = old is null ? [] : WriteChecks.FindOld(old, before);
        IReadOnlyList<NewObject> toWrite = identity is null ? [] : NewObjects.For(identity, Info.Vendor.RandomValue);
        if (identity is not null)
            CheckNew(identity, options, before, toErase, toWrite);
        WriteContext context = new(
            Cryptoki, _session, Info.Vendor, Inventory, (key, c) => ProveKey(key, c, progress), Report, cancellationToken);
        List<TokenObject> after = RunOperation(new WriteOperation(context, before, toWrite, toErase));
        return identity is null ? null : IdentityGrouping.Group(this, after).First(i => i.Main.CertificateObject.Handle == HandleOf(toWrite, identity));
    }

    private static nuint? HandleOf(IReadOnlyList<NewObject> written, NpkiIdentity identity)
        => written.Single(o => o.Class == CKO.CERTIFICATE && ReferenceEquals(o.Certificate, identity.Certificate)).Handle;

    private List<TokenObject> RunOperation(WriteOperation operation)
    {
        try
        {
            return operation.Run();
        }
        catch (CertificateWriteException e)
        {
            Log.WriteStopped(_logger, _serial, e.Stage, e.Contents, e);
            if (e.ReturnValue is { } result && IsRemoved(result))
                throw RemovedWhileWriting(e, result);
            throw;
        }
    }

    private CertificateWriteException RemovedWhileWriting(CertificateWriteException stopped, CKR result)
    {
        BioTokenException removed = NowRemoved(result, stopped.Function!);
        string message = Messages.Format(
            "WriteStopped", Messages.Format("Stage" + stopped.Stage), removed.Message, Messages.Format("Contents" + stopped.Contents));
        return new CertificateWriteException(stopped.Stage, stopped.Contents, message, removed);
    }

    private void CheckNew(
        NpkiIdentity identity,
        WriteOptions options,
        IReadOnlyList<TokenObject> before,
        IReadOnlyList<TokenObject> toErase,
        IReadOnlyList<NewObject> toWrite)
    {
        WriteChecks.Dates(identity, options, _time.GetUtcNow());
        WriteChecks.Authority(identity, options, Info.IsSimulated);
        WriteChecks.NotOnToken(identity, before.Except(toErase));
        RefreshInfo();
        WriteChecks.Room(toWrite, Info.Token);
    }

    /// <summary>Proves that the key on the token is the certificate's: it signs random bytes and the certificate verifies them.</summary>
    private void ProveKey(nuint key, NpkiCertificate certificate, IProgress<WriteProgress>? progress)
    {
        byte[] hash = SHA256.HashData(RandomNumberGenerator.GetBytes(ChallengeLength));
        (Mechanism mechanism, byte[] input) = SignatureInput.Prepare(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        IProgress<FingerprintPrompt>? prompts = progress is null ? _prompts : new PromptForwarding(progress, _prompts);
        byte[] signature = SignOnThread(key, mechanism, input, prompts);
        using RSA publicKey = certificate.GetRSAPublicKey() ?? throw new CryptographicException(Messages.Format("SignNotRsa"));
        if (!publicKey.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            throw new BioTokenException(BioTokenError.Write, Messages.Format("WriteSignatureWrong")) { Vendor = Vendor };
    }
}
