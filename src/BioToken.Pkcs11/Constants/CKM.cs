namespace BioToken.Pkcs11.Constants;

/// <summary>Mechanism types (PKCS#11 v2.40 mechanisms specification).</summary>
public enum CKM : ulong
{
    /// <summary>Makes an RSA key pair.</summary>
    RSA_PKCS_KEY_PAIR_GEN = 0x0,

    /// <summary>RSA PKCS #1 v1.5 over data that the caller prepared (a DigestInfo).</summary>
    RSA_PKCS = 0x1,

    /// <summary>RSA without padding.</summary>
    RSA_X_509 = 0x3,

    /// <summary>RSA PKCS #1 v1.5 with SHA-1.</summary>
    SHA1_RSA_PKCS = 0x6,

    /// <summary>RSA OAEP.</summary>
    RSA_PKCS_OAEP = 0x9,

    /// <summary>RSA PSS over a digest that the caller computed.</summary>
    RSA_PKCS_PSS = 0xD,

    /// <summary>RSA PSS with SHA-1.</summary>
    SHA1_RSA_PKCS_PSS = 0xE,

    /// <summary>RSA PKCS #1 v1.5 with SHA-256.</summary>
    SHA256_RSA_PKCS = 0x40,

    /// <summary>RSA PKCS #1 v1.5 with SHA-384.</summary>
    SHA384_RSA_PKCS = 0x41,

    /// <summary>RSA PKCS #1 v1.5 with SHA-512.</summary>
    SHA512_RSA_PKCS = 0x42,

    /// <summary>RSA PSS with SHA-256.</summary>
    SHA256_RSA_PKCS_PSS = 0x43,

    /// <summary>RSA PSS with SHA-384.</summary>
    SHA384_RSA_PKCS_PSS = 0x44,

    /// <summary>RSA PSS with SHA-512.</summary>
    SHA512_RSA_PKCS_PSS = 0x45,

    /// <summary>MD5 digest.</summary>
    MD5 = 0x210,

    /// <summary>SHA-1 digest.</summary>
    SHA_1 = 0x220,

    /// <summary>SHA-256 digest.</summary>
    SHA256 = 0x250,

    /// <summary>SHA-224 digest.</summary>
    SHA224 = 0x255,

    /// <summary>SHA-384 digest.</summary>
    SHA384 = 0x260,

    /// <summary>SHA-512 digest.</summary>
    SHA512 = 0x270,

    /// <summary>HMAC with SHA-1.</summary>
    SHA_1_HMAC = 0x221,

    /// <summary>HMAC with SHA-256.</summary>
    SHA256_HMAC = 0x251,

    /// <summary>HMAC with SHA-384.</summary>
    SHA384_HMAC = 0x261,

    /// <summary>HMAC with SHA-512.</summary>
    SHA512_HMAC = 0x271,

    /// <summary>Makes a generic secret.</summary>
    GENERIC_SECRET_KEY_GEN = 0x350,

    /// <summary>ARIA in ECB mode.</summary>
    ARIA_ECB = 0x561,

    /// <summary>ARIA in CBC mode.</summary>
    ARIA_CBC = 0x562,

    /// <summary>ARIA in CBC mode with PKCS padding.</summary>
    ARIA_CBC_PAD = 0x565,

    /// <summary>Makes a SEED key.</summary>
    SEED_KEY_GEN = 0x650,

    /// <summary>SEED in ECB mode.</summary>
    SEED_ECB = 0x651,

    /// <summary>SEED in CBC mode.</summary>
    SEED_CBC = 0x652,

    /// <summary>SEED in CBC mode with PKCS padding.</summary>
    SEED_CBC_PAD = 0x655,

    /// <summary>Makes an elliptic curve key pair.</summary>
    EC_KEY_PAIR_GEN = 0x1040,

    /// <summary>ECDSA over a digest that the caller computed.</summary>
    ECDSA = 0x1041,

    /// <summary>ECDSA with SHA-1.</summary>
    ECDSA_SHA1 = 0x1042,

    /// <summary>ECDSA with SHA-256.</summary>
    ECDSA_SHA256 = 0x1044,

    /// <summary>ECDSA with SHA-384.</summary>
    ECDSA_SHA384 = 0x1045,

    /// <summary>ECDSA with SHA-512.</summary>
    ECDSA_SHA512 = 0x1046,

    /// <summary>Makes an AES key.</summary>
    AES_KEY_GEN = 0x1080,

    /// <summary>AES in ECB mode.</summary>
    AES_ECB = 0x1081,

    /// <summary>AES in CBC mode.</summary>
    AES_CBC = 0x1082,

    /// <summary>AES in CBC mode with PKCS padding.</summary>
    AES_CBC_PAD = 0x1085,

    /// <summary>From here on, values belong to vendors.</summary>
    VENDOR_DEFINED = 0x80000000,
}
