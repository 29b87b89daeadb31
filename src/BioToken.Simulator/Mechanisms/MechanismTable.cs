using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>The mechanisms that the tokens have: only those that work are listed.</summary>
internal static class MechanismTable
{
    public static readonly TokenMechanism[] All =
    [
        new RsaKeyPair(),
        new EcKeyPair(),
        KeyMechanism.GenericSecret,
        new KeyMechanism(CKM.AES_KEY_GEN, CKK.AES, [16, 24, 32]),
        new KeyMechanism(CKM.SEED_KEY_GEN, CKK.SEED, [16]),
        new RsaPkcs(),
        new HashedRsaPkcs(CKM.SHA1_RSA_PKCS, HashAlgorithmName.SHA1),
        new HashedRsaPkcs(CKM.SHA256_RSA_PKCS, HashAlgorithmName.SHA256),
        new HashedRsaPkcs(CKM.SHA384_RSA_PKCS, HashAlgorithmName.SHA384),
        new HashedRsaPkcs(CKM.SHA512_RSA_PKCS, HashAlgorithmName.SHA512),
        new RsaPss(CKM.RSA_PKCS_PSS, ownHash: null),
        new RsaPss(CKM.SHA256_RSA_PKCS_PSS, HashAlgorithmName.SHA256),
        new RsaPss(CKM.SHA384_RSA_PKCS_PSS, HashAlgorithmName.SHA384),
        new RsaPss(CKM.SHA512_RSA_PKCS_PSS, HashAlgorithmName.SHA512),
        new Ecdsa(CKM.ECDSA, ownHash: null),
        new Ecdsa(CKM.ECDSA_SHA256, HashAlgorithmName.SHA256),
    ];

    public static TokenMechanism? Find(CKM type) => Array.Find(All, mechanism => mechanism.Type == type);
}
