using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Identities;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Sessions;

namespace BioToken.Signing;

/// <summary>Signs with the private keys on a token; on the module's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="authenticator">Asks for a finger if the token requires one for each signature.</param>
internal sealed class TokenSigner(TokenSession session, Authenticator authenticator)
{
    /// <summary>Signs with the key of a pair or, if none is specified, with the only signing key.</summary>
    /// <returns>The signature, verified.</returns>
    /// <exception cref="BioTokenException">
    /// There is no such key, or there are several; the token does not support this signature, or the module failed.
    /// </exception>
    public byte[] Sign(TokenKeyPair? pair, SignatureRequest request, IProgress<FingerprintPrompt>? progress)
    {
        SigningKeySearch search = new(session);
        using SigningKey key = pair is null ? search.FindOnly() : search.FindOf(pair);
        return SignVerified(key, request, progress);
    }

    /// <summary>Signs once and verifies the signature: a wrong signature is an error, never a result.</summary>
    private byte[] SignVerified(SigningKey key, SignatureRequest request, IProgress<FingerprintPrompt>? progress)
    {
        byte[] signature = SignUnverified(key.Handle, request, progress);
        if (!request.IsSignedBy(key.PublicKey, signature))
            throw new BioTokenException(BioTokenError.SignatureInvalid, Messages.Format("ErrorSignatureInvalid"))
            {
                Function = CryptokiFunction.Sign,
                Vendor = session.Vendor,
            };
        return signature;
    }

    /// <summary>Signs once, without verifying the signature.</summary>
    public byte[] SignUnverified(nuint key, SignatureRequest request, IProgress<FingerprintPrompt>? progress)
    {
        ReadOnlySpan<byte> input = StartSignature(key, request);
        Span<byte> signature = stackalloc byte[ActiveOperations.MaxResultLength];
        authenticator.MatchForOperation(ActiveOperations.FinishSignature, progress);
        CKR result = session.Cryptoki.Sign(session.Handle, input, signature, out int written);
        if (result == CKR.OK && (uint)written <= ActiveOperations.MaxResultLength)
            return signature[..written].ToArray();
        throw result is CKR.OK or CKR.BUFFER_TOO_SMALL
            ? new BioTokenException(BioTokenError.SignatureInvalid, Messages.Format("ErrorSignatureInvalid"))
            {
                Function = CryptokiFunction.Sign,
                Result = result,
                Vendor = session.Vendor,
            }
            : Failures.From(result, CryptokiFunction.Sign, session.Vendor);
    }

    /// <summary>Starts a signature over the digest or, if the module has hashing mechanisms only, over the data.</summary>
    /// <returns>The input of C_Sign.</returns>
    private ReadOnlySpan<byte> StartSignature(nuint key, SignatureRequest request)
    {
        CKR result = ActiveOperations.SignInit(session.Cryptoki, session.Handle, request.Mechanism, key);
        if (result == CKR.MECHANISM_INVALID && request.HashingMechanism is { } hashing)
        {
            Failures.Check(session.Cryptoki.SignInit(session.Handle, hashing, key), CryptokiFunction.SignInit, session.Vendor);
            return request.Data.Span;
        }

        Failures.Check(result, CryptokiFunction.SignInit, session.Vendor);
        return request.Input.Span;
    }
}
