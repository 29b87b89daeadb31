using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken;

/// <content>Signatures.</content>
internal sealed partial class Token
{
    private const int MaxSignatureLength = 512;

    public Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> data,
        SignOptions? options = null,
        IProgress<FingerprintPrompt>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new SignOptions();
        byte[] hash = CryptographicOperations.HashData(options.HashAlgorithm, data.Span);
        return SignHashAsync(options.Identity, hash, options.HashAlgorithm, options.Padding, progress, cancellationToken);
    }

    internal async Task<byte[]> SignHashAsync(
        TokenIdentity? identity,
        byte[] hash,
        HashAlgorithmName algorithm,
        RSASignaturePadding padding,
        IProgress<FingerprintPrompt>? progress,
        CancellationToken cancellationToken)
    {
        ThrowIfNotOurs(identity);
        (Mechanism mechanism, byte[] input) = SignatureInput.Prepare(hash, algorithm, padding);
        byte[] signature = [];
        bool Work()
        {
            ThrowIfNotAuthenticated();
            ThrowIfGap();
            nuint key = identity is null ? FindOnlySigningKey() : RequirePrivateKey(identity);
            signature = SignOnThread(key, mechanism, input, progress ?? _prompts);
            return true;
        }

        if (AsksWithinSignature)
            await WaitForFingerAsync(Work, undo: static () => { }, resource: null, cancellationToken).ConfigureAwait(false);
        else
            await RunAsync(Work, cancellationToken).ConfigureAwait(false);
        Log.Signed(_logger, _serial, mechanism.Type);
        return signature;
    }

    /// <summary>Makes one signature; on the module's thread.</summary>
    private byte[] SignOnThread(nuint key, Mechanism mechanism, ReadOnlySpan<byte> input, IProgress<FingerprintPrompt>? progress)
    {
        Failures.Check(ActiveOperations.SignInit(Cryptoki, _session, mechanism, key), "C_SignInit", Vendor);
        Span<byte> signature = stackalloc byte[MaxSignatureLength];
        if (AsksWithinSignature)
            MatchForSignature(input, signature, progress);
        Failures.Check(Cryptoki.Sign(_session, input, signature, out int written), "C_Sign", Vendor);
        return signature[..written].ToArray();
    }

    private void MatchForSignature(ReadOnlySpan<byte> input, Span<byte> scratch, IProgress<FingerprintPrompt>? progress)
    {
        try
        {
            LoginOnDevice(CKU.CONTEXT_SPECIFIC, progress);
        }
        catch (BioTokenException)
        {
            // The operation is still active and would refuse the next one; a C_Sign without its login ends it.
            Cryptoki.Sign(_session, input, scratch, out _);
            throw;
        }
    }

    private nuint FindOnlySigningKey()
    {
        using AttributeTemplate template = new AttributeTemplate(32).Add(CKO.PRIVATE_KEY).Add(CKA.SIGN, value: true);
        return Inventory.Find(_session, template, toTheEnd: false) switch
        {
            [nuint only] => only,
            [] => throw new InvalidOperationException(Messages.Format("SignNoKey")),
            var several => throw new InvalidOperationException(Messages.Format("SignSeveralKeys", several.Count)),
        };
    }

    private static nuint RequirePrivateKey(TokenIdentity identity)
        => identity.Main.PrivateKey?.Handle ?? throw new InvalidOperationException(Messages.Format("SignNoKey"));

    private void ThrowIfNotOurs(TokenIdentity? identity)
    {
        if (identity is not null && !ReferenceEquals(identity.Token, this))
            throw new InvalidOperationException(Messages.Format("IdentityOfAnotherToken"));
    }
}
