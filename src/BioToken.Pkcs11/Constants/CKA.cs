namespace BioToken.Pkcs11.Constants;

/// <summary>Attribute types (PKCS#11 v2.40 section 4).</summary>
public enum CKA : ulong
{
    /// <summary>CK_OBJECT_CLASS: the object's class.</summary>
    CLASS = 0x0,

    /// <summary>CK_BBOOL: true for an object on the token, false for one of the session.</summary>
    TOKEN = 0x1,

    /// <summary>CK_BBOOL: visible only after login.</summary>
    PRIVATE = 0x2,

    /// <summary>UTF-8 text for people. Never a key to find things by.</summary>
    LABEL = 0x3,

    /// <summary>A unique identifier (v3.0).</summary>
    UNIQUE_ID = 0x4,

    /// <summary>UTF-8: the application that manages a data object.</summary>
    APPLICATION = 0x10,

    /// <summary>The certificate (DER), the data, or the secret value of a key.</summary>
    VALUE = 0x11,

    /// <summary>DER object identifier of a data object's type.</summary>
    OBJECT_ID = 0x12,

    /// <summary>CK_CERTIFICATE_TYPE.</summary>
    CERTIFICATE_TYPE = 0x80,

    /// <summary>DER name of the issuer.</summary>
    ISSUER = 0x81,

    /// <summary>DER integer: the certificate's serial number.</summary>
    SERIAL_NUMBER = 0x82,

    /// <summary>CK_BBOOL: trusted by the token's owner.</summary>
    TRUSTED = 0x86,

    /// <summary>CK_ULONG: 0 unspecified, 1 user, 2 authority, 3 other.</summary>
    CERTIFICATE_CATEGORY = 0x87,

    /// <summary>CK_JAVA_MIDP_SECURITY_DOMAIN: 0 unspecified, 1 manufacturer, 2 operator, 3 third party.</summary>
    JAVA_MIDP_SECURITY_DOMAIN = 0x88,

    /// <summary>Location of the complete certificate (RFC 2279 text).</summary>
    URL = 0x89,

    /// <summary>Hash of the subject's public key.</summary>
    HASH_OF_SUBJECT_PUBLIC_KEY = 0x8A,

    /// <summary>Hash of the issuer's public key.</summary>
    HASH_OF_ISSUER_PUBLIC_KEY = 0x8B,

    /// <summary>CK_MECHANISM_TYPE that the two hashes were made with; SHA-1 if it is absent.</summary>
    NAME_HASH_ALGORITHM = 0x8C,

    /// <summary>First bytes of a digest, to compare.</summary>
    CHECK_VALUE = 0x90,

    /// <summary>CK_KEY_TYPE.</summary>
    KEY_TYPE = 0x100,

    /// <summary>DER name of the subject.</summary>
    SUBJECT = 0x101,

    /// <summary>Links certificate, private key, public key and R.</summary>
    ID = 0x102,

    /// <summary>CK_BBOOL: the value cannot be read in plain text.</summary>
    SENSITIVE = 0x103,

    /// <summary>CK_BBOOL: the key may encrypt.</summary>
    ENCRYPT = 0x104,

    /// <summary>CK_BBOOL: the key may decrypt.</summary>
    DECRYPT = 0x105,

    /// <summary>CK_BBOOL: the key may wrap other keys.</summary>
    WRAP = 0x106,

    /// <summary>CK_BBOOL: the key may unwrap other keys.</summary>
    UNWRAP = 0x107,

    /// <summary>CK_BBOOL: the key may sign.</summary>
    SIGN = 0x108,

    /// <summary>CK_BBOOL: the key may sign with recovery.</summary>
    SIGN_RECOVER = 0x109,

    /// <summary>CK_BBOOL: the key may verify.</summary>
    VERIFY = 0x10A,

    /// <summary>CK_BBOOL: the key may verify with recovery.</summary>
    VERIFY_RECOVER = 0x10B,

    /// <summary>CK_BBOOL: other keys may be derived from the key.</summary>
    DERIVE = 0x10C,

    /// <summary>CK_DATE: first day of use.</summary>
    START_DATE = 0x110,

    /// <summary>CK_DATE: last day of use.</summary>
    END_DATE = 0x111,

    /// <summary>RSA modulus n, big-endian.</summary>
    MODULUS = 0x120,

    /// <summary>CK_ULONG: length of n in bits.</summary>
    MODULUS_BITS = 0x121,

    /// <summary>RSA public exponent e, big-endian.</summary>
    PUBLIC_EXPONENT = 0x122,

    /// <summary>RSA private exponent d.</summary>
    PRIVATE_EXPONENT = 0x123,

    /// <summary>RSA prime p.</summary>
    PRIME_1 = 0x124,

    /// <summary>RSA prime q.</summary>
    PRIME_2 = 0x125,

    /// <summary>RSA d mod (p-1).</summary>
    EXPONENT_1 = 0x126,

    /// <summary>RSA d mod (q-1).</summary>
    EXPONENT_2 = 0x127,

    /// <summary>RSA q^-1 mod p.</summary>
    COEFFICIENT = 0x128,

    /// <summary>DER SubjectPublicKeyInfo.</summary>
    PUBLIC_KEY_INFO = 0x129,

    /// <summary>CK_ULONG: length of a value in bits.</summary>
    VALUE_BITS = 0x160,

    /// <summary>CK_ULONG: length of a value in bytes.</summary>
    VALUE_LEN = 0x161,

    /// <summary>CK_BBOOL: the key may leave the token wrapped.</summary>
    EXTRACTABLE = 0x162,

    /// <summary>CK_BBOOL: the key was made on the token.</summary>
    LOCAL = 0x163,

    /// <summary>CK_BBOOL: EXTRACTABLE was never true.</summary>
    NEVER_EXTRACTABLE = 0x164,

    /// <summary>CK_BBOOL: SENSITIVE was always true.</summary>
    ALWAYS_SENSITIVE = 0x165,

    /// <summary>CK_MECHANISM_TYPE that made the key.</summary>
    KEY_GEN_MECHANISM = 0x166,

    /// <summary>CK_BBOOL: attributes may be changed.</summary>
    MODIFIABLE = 0x170,

    /// <summary>CK_BBOOL: the object may be copied.</summary>
    COPYABLE = 0x171,

    /// <summary>CK_BBOOL: the object may be destroyed.</summary>
    DESTROYABLE = 0x172,

    /// <summary>DER of the curve's parameters (ANSI X9.62).</summary>
    EC_PARAMS = 0x180,

    /// <summary>DER OCTET STRING of the public point.</summary>
    EC_POINT = 0x181,

    /// <summary>CK_BBOOL: each use of the key requires a separate login.</summary>
    ALWAYS_AUTHENTICATE = 0x202,

    /// <summary>CK_BBOOL: only a trusted key may wrap this one.</summary>
    WRAP_WITH_TRUSTED = 0x210,

    /// <summary>CK_HW_FEATURE_TYPE of a hardware feature object.</summary>
    HW_FEATURE_TYPE = 0x300,

    /// <summary>Array of mechanisms that the key may be used with.</summary>
    ALLOWED_MECHANISMS = 0x40000600,

    /// <summary>From here on, values belong to vendors.</summary>
    VENDOR_DEFINED = 0x80000000,
}
