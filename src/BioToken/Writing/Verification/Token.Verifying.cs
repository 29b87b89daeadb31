using System.Security.Cryptography;
using BioToken.Npki;
using BioToken.Pkcs11;

namespace BioToken;

/// <content>Proofs that a private key on the token is the certificate's.</content>
internal sealed partial class Token
{
    private const int ChallengeLength = 32;

    // Each with the padding that makes what it decrypts; the second one for modules without the first.
    private static readonly (RSAEncryptionPadding Padding, Mechanism Mechanism)[] TestDecryptions =
    [
        (RSAEncryptionPadding.Pkcs1, DecryptionMechanism.Of(RSAEncryptionPadding.Pkcs1)),
        (RSAEncryptionPadding.OaepSHA1, DecryptionMechanism.Of(RSAEncryptionPadding.OaepSHA1)),
    ];

    /// <summary>Lets a key prove that it is the certificate's; on the module's thread.</summary>
    /// <exception cref="BioTokenException">It is not, or that cannot be told.</exception>
    private KeyVerification VerifyKey(nuint key, NpkiCertificate certificate, IProgress<FingerprintPrompt> prompts)
    {
        using RSA publicKey = certificate.GetRSAPublicKey() ?? throw new CryptographicException(Messages.Format("SignNotRsa"));
        KeyVerification by = certificate.IsForSigning
            ? VerifyBySignature(key, publicKey, prompts)
            : VerifyByDecryption(key, publicKey, prompts);
        Log.KeyVerified(_logger, _serial, Redaction.Serial(certificate.SerialNumber), by);
        return by;
    }

    private KeyVerification VerifyBySignature(nuint key, RSA publicKey, IProgress<FingerprintPrompt>? prompts)
    {
        SignatureRequest request = SignatureRequest.ForData(
            RandomNumberGenerator.GetBytes(ChallengeLength), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.IsSignedBy(publicKey, SignOnThread(key, request, prompts))
            ? KeyVerification.Signature
            : throw VerificationFailed("WriteSignatureWrong");
    }

    private KeyVerification VerifyByDecryption(nuint key, RSA publicKey, IProgress<FingerprintPrompt>? prompts)
    {
        byte[] challenge = RandomNumberGenerator.GetBytes(ChallengeLength);
        foreach ((RSAEncryptionPadding padding, Mechanism mechanism) in TestDecryptions)
        {
            CKR result = DecryptOnThread(key, mechanism, publicKey.Encrypt(challenge, padding), prompts, out string function, out byte[] decrypted);
            if (DecryptionMechanism.IsMissing(result))
                continue;
            if (!DecryptionMechanism.IsWrongData(result))
                Failures.Check(result, function, Vendor);
            return result == CKR.OK && CryptographicOperations.FixedTimeEquals(challenge, decrypted)
                ? KeyVerification.Decryption
                : throw VerificationFailed("WriteDecryptionWrong");
        }

        return VerifyByComparison(key, publicKey);
    }

    private KeyVerification VerifyByComparison(nuint key, RSA publicKey)
    {
        using AttributeQuery query = new((CKA.MODULUS, 512), (CKA.PUBLIC_EXPONENT, 8));
        Failures.CheckAttributes(Cryptoki.GetAttributeValue(_session, key, query), Vendor);
        RSAParameters expected = publicKey.ExportParameters(includePrivateParameters: false);
        if (!query.TryGet(CKA.MODULUS, out ReadOnlySpan<byte> modulus))
            throw VerificationFailed("WriteKeyUnverifiable");
        return modulus.TrimStart((byte)0).SequenceEqual(expected.Modulus)
            && (!query.TryGet(CKA.PUBLIC_EXPONENT, out ReadOnlySpan<byte> exponent) || exponent.TrimStart((byte)0).SequenceEqual(expected.Exponent))
            ? KeyVerification.Comparison
            : throw VerificationFailed("WriteReadBackDiffers", CKO.PRIVATE_KEY);
    }

    private BioTokenException VerificationFailed(string message, params ReadOnlySpan<object?> details)
        => new(BioTokenError.Write, Messages.Format(message, details)) { Vendor = Vendor };
}
