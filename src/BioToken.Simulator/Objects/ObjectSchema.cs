using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects;

/// <summary>Which attributes an object of a class and type has (PKCS#11 v2.40 sections 4.4 to 4.9).</summary>
internal sealed class ObjectSchema
{
    /// <summary>CK_UNAVAILABLE_INFORMATION.</summary>
    private const ulong Unavailable = ulong.MaxValue;

    private static readonly AttributeRule[] Storage =
    [
        ULong(CKA.CLASS, AttributeUse.Required), Flag(CKA.TOKEN, false), Flag(CKA.PRIVATE, false), Bytes(CKA.LABEL),
        Flag(CKA.MODIFIABLE, true), Flag(CKA.COPYABLE, true), Flag(CKA.DESTROYABLE, true),
        // The object's name, which is not stored as an attribute (TokenObject).
        new(CKA.UNIQUE_ID, AttributeKind.Bytes, AttributeUse.ReadOnly, null),
    ];

    private static readonly AttributeRule[] Key =
    [
        .. Storage, ULong(CKA.KEY_TYPE, AttributeUse.Required), Bytes(CKA.ID), Date(CKA.START_DATE), Date(CKA.END_DATE), Bytes(CKA.SUBJECT),
        Flag(CKA.LOCAL, false, AttributeUse.ReadOnly), ULong(CKA.KEY_GEN_MECHANISM, AttributeUse.ReadOnly, Unavailable),
        new(CKA.ALLOWED_MECHANISMS, AttributeKind.ULongs, AttributeUse.Unstored, []), Computed(CKA.PUBLIC_KEY_INFO),
        // No key derives, wraps or unwraps, whatever the template specifies.
        Flag(CKA.DERIVE, false, AttributeUse.Forced),
    ];

    private static readonly AttributeRule[] PublicKey =
    [
        .. Key, Flag(CKA.VERIFY, true), Flag(CKA.VERIFY_RECOVER, false, AttributeUse.Forced), Flag(CKA.WRAP, false, AttributeUse.Forced),
        Flag(CKA.TRUSTED, false),
    ];

    // The token sets PRIVATE, SENSITIVE and EXTRACTABLE itself, so that no key can be read or used without a login.
    private static readonly AttributeRule[] PrivateKey =
    [
        .. Key.Where(rule => rule.Type != CKA.PRIVATE), Flag(CKA.PRIVATE, true, AttributeUse.Forced),
        Flag(CKA.SENSITIVE, true, AttributeUse.Forced), Flag(CKA.EXTRACTABLE, false, AttributeUse.Forced),
        Flag(CKA.ALWAYS_SENSITIVE, false, AttributeUse.ReadOnly), Flag(CKA.NEVER_EXTRACTABLE, false, AttributeUse.ReadOnly),
        Flag(CKA.SIGN, true), Flag(CKA.SIGN_RECOVER, false, AttributeUse.Forced), Flag(CKA.UNWRAP, false, AttributeUse.Forced),
        Flag(CKA.WRAP_WITH_TRUSTED, false), Flag(CKA.ALWAYS_AUTHENTICATE, false),
    ];

    private static readonly ObjectSchema RsaPublic = new(
    [
        .. PublicKey, Flag(CKA.ENCRYPT, true), Required(CKA.MODULUS), Required(CKA.PUBLIC_EXPONENT),
        ULong(CKA.MODULUS_BITS, AttributeUse.ReadOnly),
    ]);

    private static readonly ObjectSchema EcPublic = new(
        [.. PublicKey, Flag(CKA.ENCRYPT, false, AttributeUse.Forced), Required(CKA.EC_PARAMS), Required(CKA.EC_POINT)]);

    private static readonly ObjectSchema RsaPrivate = new(
    [
        .. PrivateKey, Flag(CKA.DECRYPT, true), Required(CKA.MODULUS), Required(CKA.PUBLIC_EXPONENT), Required(CKA.PRIVATE_EXPONENT),
        Required(CKA.PRIME_1), Required(CKA.PRIME_2), Computed(CKA.EXPONENT_1), Computed(CKA.EXPONENT_2), Computed(CKA.COEFFICIENT),
    ]);

    private static readonly ObjectSchema EcPrivate = new(
        [.. PrivateKey, Flag(CKA.DECRYPT, false, AttributeUse.Forced), Required(CKA.EC_PARAMS), Required(CKA.VALUE)]);

    private static readonly ObjectSchema X509 = new(
    [
        .. Storage, ULong(CKA.CERTIFICATE_TYPE, AttributeUse.Required), Flag(CKA.TRUSTED, false),
        ULong(CKA.CERTIFICATE_CATEGORY, AttributeUse.Optional, 0), Computed(CKA.CHECK_VALUE), Date(CKA.START_DATE), Date(CKA.END_DATE),
        Bytes(CKA.PUBLIC_KEY_INFO), Required(CKA.SUBJECT), Bytes(CKA.ID), Bytes(CKA.ISSUER), Bytes(CKA.SERIAL_NUMBER), Bytes(CKA.VALUE),
        Unstored(CKA.URL), Unstored(CKA.HASH_OF_SUBJECT_PUBLIC_KEY), Unstored(CKA.HASH_OF_ISSUER_PUBLIC_KEY),
        new(CKA.JAVA_MIDP_SECURITY_DOMAIN, AttributeKind.ULong, AttributeUse.Unstored, AttributeSet.FromULong(0)),
        new(CKA.NAME_HASH_ALGORITHM, AttributeKind.ULong, AttributeUse.Unstored, AttributeSet.FromULong((ulong)CKM.SHA_1)),
    ]);

    // Sensitive and non-extractable unless the template specifies otherwise. A session without a login may have its own secret keys.
    private static readonly AttributeRule[] SecretKey =
    [
        .. Key.Where(rule => rule.Type is not (CKA.SUBJECT or CKA.PUBLIC_KEY_INFO)),
        Flag(CKA.SENSITIVE, true),
        Flag(CKA.EXTRACTABLE, false),

        Flag(CKA.ALWAYS_SENSITIVE, false, AttributeUse.ReadOnly), Flag(CKA.NEVER_EXTRACTABLE, false, AttributeUse.ReadOnly),
        Flag(CKA.WRAP, false, AttributeUse.Forced), Flag(CKA.UNWRAP, false, AttributeUse.Forced),
        Flag(CKA.WRAP_WITH_TRUSTED, false), Flag(CKA.TRUSTED, false),
        Required(CKA.VALUE), ULong(CKA.VALUE_LEN, AttributeUse.ReadOnly),
    ];

    private static readonly ObjectSchema CipherKey = new(
    [
        .. SecretKey, Flag(CKA.ENCRYPT, true), Flag(CKA.DECRYPT, true),
        Flag(CKA.SIGN, false, AttributeUse.Forced), Flag(CKA.VERIFY, false, AttributeUse.Forced),
    ]);

    private static readonly ObjectSchema GenericSecret = new(
    [
        .. SecretKey, Flag(CKA.ENCRYPT, false, AttributeUse.Forced), Flag(CKA.DECRYPT, false, AttributeUse.Forced),
        Flag(CKA.SIGN, true), Flag(CKA.VERIFY, true),
    ]);

    // CKA_ID of a data object is an extension: the tokens link R to its key pair by it.
    private static readonly ObjectSchema Data = new(
        [.. Storage, Bytes(CKA.APPLICATION), Bytes(CKA.OBJECT_ID), Bytes(CKA.VALUE), Bytes(CKA.ID)]);

    private ObjectSchema(AttributeRule[] rules) => Rules = rules;

    public AttributeRule[] Rules { get; }

    /// <summary>Finds the schema of a class and type; null if the tokens have no such objects.</summary>
    public static ObjectSchema? Find(CKO objectClass, ulong? type) => (objectClass, type) switch
    {
        (CKO.DATA, _) => Data,
        (CKO.CERTIFICATE, (ulong)CKC.X_509) => X509,
        (CKO.PUBLIC_KEY, (ulong)CKK.RSA) => RsaPublic,
        (CKO.PUBLIC_KEY, (ulong)CKK.EC) => EcPublic,
        (CKO.PRIVATE_KEY, (ulong)CKK.RSA) => RsaPrivate,
        (CKO.PRIVATE_KEY, (ulong)CKK.EC) => EcPrivate,
        (CKO.SECRET_KEY, (ulong)CKK.GENERIC_SECRET) => GenericSecret,
        (CKO.SECRET_KEY, (ulong)CKK.AES or (ulong)CKK.SEED) => CipherKey,
        _ => null,
    };

    /// <summary>The schema of an object; null for one of a newer version.</summary>
    public static ObjectSchema? Of(TokenObject known)
        => Find(known.Class, TypeAttribute(known.Class) is { } type ? known.Attributes.GetULong(type) : null);

    /// <summary>The attribute with an object's type within its class; null for a class without types.</summary>
    public static CKA? TypeAttribute(CKO objectClass) => objectClass switch
    {
        CKO.CERTIFICATE => CKA.CERTIFICATE_TYPE,
        CKO.PUBLIC_KEY or CKO.PRIVATE_KEY or CKO.SECRET_KEY => CKA.KEY_TYPE,
        _ => null,
    };

    public AttributeRule? Find(CKA type) => Array.Find(Rules, rule => rule.Type == type);

    private static AttributeRule Flag(CKA type, bool value, AttributeUse use = AttributeUse.Optional)
        => new(type, AttributeKind.Boolean, use, [value ? (byte)1 : (byte)0]);

    private static AttributeRule ULong(CKA type, AttributeUse use, ulong? value = null)
        => new(type, AttributeKind.ULong, use, value is { } number ? AttributeSet.FromULong(number) : null);

    private static AttributeRule Bytes(CKA type) => new(type, AttributeKind.Bytes, AttributeUse.Optional, []);

    private static AttributeRule Unstored(CKA type) => new(type, AttributeKind.Bytes, AttributeUse.Unstored, []);

    private static AttributeRule Date(CKA type) => new(type, AttributeKind.Date, AttributeUse.Optional, []);

    private static AttributeRule Computed(CKA type) => new(type, AttributeKind.Bytes, AttributeUse.Optional, null);

    private static AttributeRule Required(CKA type) => new(type, AttributeKind.Bytes, AttributeUse.Required, null);
}
