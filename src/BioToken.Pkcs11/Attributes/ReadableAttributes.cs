using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Attributes;

/// <summary>
/// Attributes of variable length that objects of a class have by the specification and reveal (PKCS#11 v2.40 sections 4.5, 4.6, 4.8, 4.9
/// and mechanisms section 2.1). If one of them is "missing", it may only have lacked space.
/// </summary>
internal static class ReadableAttributes
{
    public static bool Has(CKO objectClass, CKA type) => objectClass switch
    {
        CKO.CERTIFICATE => type is CKA.VALUE or CKA.ID or CKA.LABEL or CKA.SUBJECT or CKA.ISSUER or CKA.SERIAL_NUMBER,
        CKO.DATA => type is CKA.VALUE or CKA.LABEL or CKA.APPLICATION or CKA.OBJECT_ID,
        CKO.PUBLIC_KEY or CKO.PRIVATE_KEY => type is CKA.MODULUS or CKA.PUBLIC_EXPONENT or CKA.ID or CKA.LABEL or CKA.SUBJECT,
        _ => false,
    };
}
