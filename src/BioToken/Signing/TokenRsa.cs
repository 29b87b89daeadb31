using System.Security.Cryptography;
using BioToken.Identities;
using BioToken.Resources;

namespace BioToken.Signing;

/// <summary>
/// A private key on a token as .NET's RSA. Signing and decryption go to the token; everything public is done on this computer.
/// </summary>
internal sealed partial class TokenRsa : RSA
{
    private readonly ITokenKeyOperations _token;
    private readonly IdentityObjects _identity;
    private readonly TokenKeyPair _pair;
    private readonly RSA _public;

    /// <param name="token">The open token.</param>
    /// <param name="identity">The identity that the key belongs to.</param>
    /// <param name="pair">Its pair, with a visible private key.</param>
    /// <param name="publicKey">Its public key, which this object disposes.</param>
    public TokenRsa(ITokenKeyOperations token, IdentityObjects identity, TokenKeyPair pair, RSA publicKey)
    {
        _token = token;
        _identity = identity;
        _pair = pair;
        _public = publicKey;
        KeySizeValue = _public.KeySize;
        LegalKeySizesValue = [new KeySizes(KeySizeValue, KeySizeValue, 0)];
    }

    public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(padding);
        return Sign(SignatureRequest.ForHash(hash, hashAlgorithm, padding));
    }

    // With the data available, modules with hashing mechanisms only can sign too.
    public override byte[] SignData(byte[] data, int offset, int count, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(padding);
        return Sign(SignatureRequest.ForData(data.AsMemory(offset, count), hashAlgorithm, padding));
    }

    public override bool TrySignData(
        ReadOnlySpan<byte> data, Span<byte> destination, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding, out int bytesWritten)
    {
        ArgumentNullException.ThrowIfNull(padding);
        bytesWritten = 0;
        if (destination.Length < KeySize / 8)
            return false;
        byte[] signature = Sign(SignatureRequest.ForData(data.ToArray(), hashAlgorithm, padding));
        signature.CopyTo(destination);
        bytesWritten = signature.Length;
        return true;
    }

    public override bool TrySignHash(
        ReadOnlySpan<byte> hash, Span<byte> destination, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding, out int bytesWritten)
    {
        // Checked before the call: a person must not touch twice because of a small buffer.
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

    // RSA has no asynchronous form. The work runs on the module's own thread, so waiting for it here cannot deadlock.
    private byte[] Sign(SignatureRequest request)
    {
        if (!_pair.Certificate.IsForSigning || !ReferenceEquals(_pair, _identity.Main))
            throw new CryptographicException(Messages.Format("KeyDoesNotSign"));
        _token.ThrowIfOnModuleThread();
        return _token.SignAsync(_pair, request, progress: null, CancellationToken.None).GetAwaiter().GetResult();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _public.Dispose();
        base.Dispose(disposing);
    }
}
