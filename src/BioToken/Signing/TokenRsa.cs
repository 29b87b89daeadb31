using System.Security.Cryptography;

namespace BioToken;

/// <summary>A private key on a token as .NET's RSA. Signing goes to the token; everything public is done on this computer.</summary>
internal sealed class TokenRsa : RSA
{
    private readonly TokenIdentity _identity;
    private readonly RSA _public;

    public TokenRsa(TokenIdentity identity)
    {
        _identity = identity;
        _public = identity.Certificate.GetRSAPublicKey() ?? throw new CryptographicException(Messages.Format("SignNotRsa"));
        KeySizeValue = _public.KeySize;
        LegalKeySizesValue = [new KeySizes(KeySizeValue, KeySizeValue, 0)];
    }

    public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(padding);
        // RSA has no asynchronous form. The work runs on the module's own thread, so waiting for it here cannot deadlock.
        return _identity.Token.SignHashAsync(_identity, hash, hashAlgorithm, padding, progress: null, CancellationToken.None).GetAwaiter().GetResult();
    }

    public override bool TrySignHash(
        ReadOnlySpan<byte> hash, Span<byte> destination, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding, out int bytesWritten)
    {
        // Asked before the token is: a person must not touch twice because of a small buffer.
        bytesWritten = 0;
        if (destination.Length < KeySize / 8)
            return false;
        byte[] signature = SignHash(hash.ToArray(), hashAlgorithm, padding);
        signature.CopyTo(destination);
        bytesWritten = signature.Length;
        return true;
    }

    public override bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
        => _public.VerifyHash(hash, signature, hashAlgorithm, padding);

    public override bool VerifyHash(
        ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
        => _public.VerifyHash(hash, signature, hashAlgorithm, padding);

    public override RSAParameters ExportParameters(bool includePrivateParameters) => includePrivateParameters
        ? throw new CryptographicException(Messages.Format("KeyNotExportable"))
        : _public.ExportParameters(includePrivateParameters: false);

    public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException(Messages.Format("KeyNotImportable"));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _public.Dispose();
        base.Dispose(disposing);
    }
}
