using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Ciphers;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.KeyGeneration;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Mechanisms.Signing;

namespace BioToken.Simulator.Mechanisms;

/// <summary>The mechanisms that the tokens have: only those that work are listed.</summary>
internal static class MechanismTable
{
    public static readonly TokenMechanism[] All =
    [
        new RsaKeyPair(),
        new EcKeyPair(),
        SecretKeyMechanism.GenericSecret,
        new SecretKeyMechanism(CKM.AES_KEY_GEN, CKK.AES, [16, 24, 32]),
        new SecretKeyMechanism(CKM.SEED_KEY_GEN, CKK.SEED, [16]),
        // Before the one-part mechanisms: some clients use the first signing mechanism for signing in parts.
        new HashedRsaPkcs(CKM.SHA1_RSA_PKCS, HashAlgorithmName.SHA1),
        new HashedRsaPkcs(CKM.SHA256_RSA_PKCS, HashAlgorithmName.SHA256),
        new HashedRsaPkcs(CKM.SHA384_RSA_PKCS, HashAlgorithmName.SHA384),
        new HashedRsaPkcs(CKM.SHA512_RSA_PKCS, HashAlgorithmName.SHA512),
        new RsaPkcs(),
        new RsaPss(CKM.RSA_PKCS_PSS, ownHash: null),
        new RsaPss(CKM.SHA1_RSA_PKCS_PSS, HashAlgorithmName.SHA1),
        new RsaPss(CKM.SHA256_RSA_PKCS_PSS, HashAlgorithmName.SHA256),
        new RsaPss(CKM.SHA384_RSA_PKCS_PSS, HashAlgorithmName.SHA384),
        new RsaPss(CKM.SHA512_RSA_PKCS_PSS, HashAlgorithmName.SHA512),
        new RsaOaep(),
        new Ecdsa(CKM.ECDSA, ownHash: null),
        new Ecdsa(CKM.ECDSA_SHA1, HashAlgorithmName.SHA1),
        new Ecdsa(CKM.ECDSA_SHA256, HashAlgorithmName.SHA256),
        new Ecdsa(CKM.ECDSA_SHA384, HashAlgorithmName.SHA384),
        new Ecdsa(CKM.ECDSA_SHA512, HashAlgorithmName.SHA512),
        new DigestMechanism(CKM.MD5, static () => Digests.Start(HashAlgorithmName.MD5)),
        new DigestMechanism(CKM.SHA_1, static () => Digests.Start(HashAlgorithmName.SHA1)),
        new DigestMechanism(CKM.SHA224, static () => new Sha224()),
        new DigestMechanism(CKM.SHA256, static () => Digests.Start(HashAlgorithmName.SHA256)),
        new DigestMechanism(CKM.SHA384, static () => Digests.Start(HashAlgorithmName.SHA384)),
        new DigestMechanism(CKM.SHA512, static () => Digests.Start(HashAlgorithmName.SHA512)),
        new Hmac(CKM.SHA_1_HMAC, HashAlgorithmName.SHA1),
        new Hmac(CKM.SHA256_HMAC, HashAlgorithmName.SHA256),
        new Hmac(CKM.SHA384_HMAC, HashAlgorithmName.SHA384),
        new Hmac(CKM.SHA512_HMAC, HashAlgorithmName.SHA512),
        new BlockCipherMechanism(CKM.SEED_ECB, CKK.SEED, BlockMode.Ecb),
        new BlockCipherMechanism(CKM.SEED_CBC, CKK.SEED, BlockMode.Cbc),
        new BlockCipherMechanism(CKM.SEED_CBC_PAD, CKK.SEED, BlockMode.CbcPad),
        new BlockCipherMechanism(CKM.AES_ECB, CKK.AES, BlockMode.Ecb),
        new BlockCipherMechanism(CKM.AES_CBC, CKK.AES, BlockMode.Cbc),
        new BlockCipherMechanism(CKM.AES_CBC_PAD, CKK.AES, BlockMode.CbcPad),
    ];

    public static TokenMechanism? Find(CKM type) => Array.Find(All, mechanism => mechanism.Type == type);
}
