using BioToken.Pkcs11;

namespace BioToken;

/// <content>Signatures.</content>
internal sealed partial class Token
{
    // The largest RSA key whose public half is accepted has 16384 bits.
    private const int MaxSignatureLength = 2048;

    private SigningKeySearch KeySearch => new(Cryptoki, _session, Info.Vendor, Inventory);

    public Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> data,
        SignOptions? options = null,
        IProgress<FingerprintPrompt>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new SignOptions();
        if (options.Padding is null)
            throw new ArgumentException(Messages.Format("SignPadding", "null"), nameof(options));
        return SignAsync(options.Identity, SignatureRequest.ForData(data, options.HashAlgorithm, options.Padding), progress, cancellationToken);
    }

    internal async Task<byte[]> SignAsync(
        TokenIdentity? identity, SignatureRequest request, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken)
    {
        ThrowIfNotOurs(identity);
        byte[] signature = [];
        bool Work()
        {
            ThrowIfNotAuthenticated();
            ThrowIfGap();
            using SigningKey key = identity is null ? KeySearch.FindOnly() : KeySearch.FindOf(identity);
            signature = SignVerified(key, request, progress ?? _prompts);
            return true;
        }

        if (AsksWithinSignature)
            await WaitForFingerAsync(Work, undo: static () => { }, resource: null, cancellationToken).ConfigureAwait(false);
        else
            await RunAsync(Work, cancellationToken).ConfigureAwait(false);
        Log.Signed(_logger, _serial, request.Mechanism.Type);
        return signature;
    }

    /// <summary>Makes one signature and verifies it: a module's wrong answer is an error, and never a result.</summary>
    private byte[] SignVerified(SigningKey key, SignatureRequest request, IProgress<FingerprintPrompt>? progress)
    {
        byte[] signature = SignOnThread(key.Handle, request, progress);
        if (!request.IsSignedBy(key.PublicKey, signature))
            throw new BioTokenException(BioTokenError.SignatureInvalid, Messages.Format("ErrorSignatureInvalid")) { Function = "C_Sign", Vendor = Vendor };
        return signature;
    }

    /// <summary>Makes one signature, which nobody has verified; on the module's thread.</summary>
    private byte[] SignOnThread(nuint key, SignatureRequest request, IProgress<FingerprintPrompt>? progress)
    {
        ReadOnlySpan<byte> input = StartSignature(key, request);
        Span<byte> signature = stackalloc byte[MaxSignatureLength];
        if (AsksWithinSignature)
            MatchForSignature(input, signature, progress);
        CKR result = Cryptoki.Sign(_session, input, signature, out int written);
        if (result == CKR.OK && (uint)written <= MaxSignatureLength)
            return signature[..written].ToArray();
        throw result is CKR.OK or CKR.BUFFER_TOO_SMALL
            ? new BioTokenException(BioTokenError.SignatureInvalid, Messages.Format("ErrorSignatureInvalid")) { Function = "C_Sign", ReturnValue = result, Vendor = Vendor }
            : Failures.From(result, "C_Sign", Vendor);
    }

    /// <summary>Starts a signature over the digest, or, where the module hashes by itself only, over the data.</summary>
    /// <returns>What C_Sign is to be given.</returns>
    private ReadOnlySpan<byte> StartSignature(nuint key, SignatureRequest request)
    {
        CKR result = ActiveOperations.SignInit(Cryptoki, _session, request.Mechanism, key);
        if (result == CKR.MECHANISM_INVALID && request.HashingMechanism is { } hashing)
        {
            Failures.Check(Cryptoki.SignInit(_session, hashing, key), "C_SignInit", Vendor);
            return request.Data.Span;
        }

        Failures.Check(result, "C_SignInit", Vendor);
        return request.Input.Span;
    }

    private void MatchForSignature(ReadOnlySpan<byte> input, Span<byte> scratch, IProgress<FingerprintPrompt>? progress)
    {
        try
        {
            LoginOnDevice(CKU.CONTEXT_SPECIFIC, progress);
        }
        catch
        {
            // The operation is still active and would refuse the next one; a C_Sign without its login ends it.
            Cryptoki.Sign(_session, input, scratch, out _);
            throw;
        }
    }

    private void ThrowIfNotOurs(TokenIdentity? identity)
    {
        if (identity is not null && !ReferenceEquals(identity.Token, this))
            throw new InvalidOperationException(Messages.Format("IdentityOfAnotherToken"));
    }
}
