using System.Security.Cryptography;
using BioToken.Authentication;
using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11;
using BioToken.Resources;
using BioToken.Sessions;
using BioToken.Signing;

namespace BioToken.Writing.Steps;

/// <summary>Verifies by an operation that a private key on the token belongs to its certificate; on the module's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="signer">Signs with the key.</param>
/// <param name="decryptor">Decrypts with the key.</param>
internal sealed class KeyVerifier(TokenSession session, TokenSigner signer, TokenDecryptor decryptor)
{
    private const int ChallengeLength = 32;

    // Each with its padding; the second one for modules without the first.
    private static readonly (RSAEncryptionPadding Padding, Mechanism Mechanism)[] TestDecryptions =
    [
        (RSAEncryptionPadding.Pkcs1, DecryptionMechanism.Of(RSAEncryptionPadding.Pkcs1)),
        (RSAEncryptionPadding.OaepSHA1, DecryptionMechanism.Of(RSAEncryptionPadding.OaepSHA1)),
    ];

    /// <summary>Verifies that a key belongs to its certificate.</summary>
    /// <exception cref="BioTokenException">It does not, or that cannot be verified.</exception>
    public KeyVerification Verify(nuint key, NpkiCertificate certificate, IProgress<FingerprintPrompt> prompts)
    {
        using RSA publicKey = certificate.GetRSAPublicKey() ?? throw new CryptographicException(Messages.Format("SignNotRsa"));
        KeyVerification by = certificate.IsForSigning
            ? VerifyBySignature(key, publicKey, prompts)
            : VerifyByDecryption(key, publicKey, prompts);
        Log.KeyVerified(session.Logger, session.Serial, Redaction.Serial(certificate.SerialNumber), by);
        return by;
    }

    private KeyVerification VerifyBySignature(nuint key, RSA publicKey, IProgress<FingerprintPrompt>? prompts)
    {
        SignatureRequest request = SignatureRequest.ForData(
            RandomNumberGenerator.GetBytes(ChallengeLength), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.IsSignedBy(publicKey, signer.SignUnverified(key, request, prompts))
            ? KeyVerification.Signature
            : throw VerificationFailed("WriteSignatureWrong");
    }

    private KeyVerification VerifyByDecryption(nuint key, RSA publicKey, IProgress<FingerprintPrompt>? prompts)
    {
        byte[] challenge = RandomNumberGenerator.GetBytes(ChallengeLength);
        foreach ((RSAEncryptionPadding padding, Mechanism mechanism) in TestDecryptions)
        {
            CKR result = decryptor.TryDecrypt(
                key, mechanism, publicKey.Encrypt(challenge, padding), prompts, out CryptokiFunction function, out byte[] decrypted);
            if (DecryptionMechanism.IsMissing(result))
                continue;
            if (!DecryptionMechanism.IsWrongData(result))
                Failures.Check(result, function, session.Vendor);
            return result == CKR.OK && CryptographicOperations.FixedTimeEquals(challenge, decrypted)
                ? KeyVerification.Decryption
                : throw VerificationFailed("WriteDecryptionWrong");
        }

        return VerifyByComparison(key, publicKey);
    }

    private KeyVerification VerifyByComparison(nuint key, RSA publicKey)
    {
        using AttributeQuery query = new((CKA.MODULUS, 512), (CKA.PUBLIC_EXPONENT, 8));
        Failures.CheckAttributes(session.Cryptoki.GetAttributeValue(session.Handle, key, query), session.Vendor);
        RSAParameters expected = publicKey.ExportParameters(includePrivateParameters: false);
        if (!query.TryGet(CKA.MODULUS, out ReadOnlySpan<byte> modulus))
            throw VerificationFailed("WriteKeyUnverifiable");
        return modulus.TrimStart((byte)0).SequenceEqual(expected.Modulus)
            && (!query.TryGet(CKA.PUBLIC_EXPONENT, out ReadOnlySpan<byte> exponent)
                || exponent.TrimStart((byte)0).SequenceEqual(expected.Exponent))
            ? KeyVerification.Comparison
            : throw VerificationFailed("WriteReadBackDiffers", CKO.PRIVATE_KEY);
    }

    private BioTokenException VerificationFailed(string message, params ReadOnlySpan<object?> details)
        => new(BioTokenError.WriteFailed, Messages.Format(message, details)) { Vendor = session.Vendor };
}
