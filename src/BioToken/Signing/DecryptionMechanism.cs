using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Signing;

/// <summary>The mechanism of a token for an encryption padding, and the meaning of its return values.</summary>
internal static class DecryptionMechanism
{
    /// <summary>Chooses the mechanism.</summary>
    /// <exception cref="CryptographicException">The padding has no counterpart in PKCS#11.</exception>
    public static Mechanism Of(RSAEncryptionPadding padding) => (padding.Mode, padding.OaepHashAlgorithm.Name) switch
    {
        (RSAEncryptionPaddingMode.Pkcs1, _) => new(CKM.RSA_PKCS),
        (RSAEncryptionPaddingMode.Oaep, nameof(HashAlgorithmName.SHA1)) => Oaep(CKM.SHA_1, CKG.MGF1_SHA1),
        (RSAEncryptionPaddingMode.Oaep, nameof(HashAlgorithmName.SHA256)) => Oaep(CKM.SHA256, CKG.MGF1_SHA256),
        (RSAEncryptionPaddingMode.Oaep, nameof(HashAlgorithmName.SHA384)) => Oaep(CKM.SHA384, CKG.MGF1_SHA384),
        (RSAEncryptionPaddingMode.Oaep, nameof(HashAlgorithmName.SHA512)) => Oaep(CKM.SHA512, CKG.MGF1_SHA512),
        _ => throw new CryptographicException(Messages.Format("DecryptPadding", padding)),
    };

    /// <summary>Whether a return value means that the token does not support this decryption, or not with this key.</summary>
    public static bool IsMissing(CKR result) => result is CKR.MECHANISM_INVALID or CKR.MECHANISM_PARAM_INVALID
        or CKR.FUNCTION_NOT_SUPPORTED or CKR.KEY_FUNCTION_NOT_PERMITTED;

    /// <summary>Whether a return value means that the data were not encrypted for this key.</summary>
    public static bool IsWrongData(CKR result) => result is CKR.ENCRYPTED_DATA_INVALID or CKR.ENCRYPTED_DATA_LEN_RANGE;

    private static Mechanism Oaep(CKM hash, CKG mask) => new(CKM.RSA_PKCS_OAEP) { Oaep = new OaepParameters(hash, mask) };
}
