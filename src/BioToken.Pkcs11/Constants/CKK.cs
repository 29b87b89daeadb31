namespace BioToken.Pkcs11.Constants;

/// <summary>Key types (PKCS#11 v2.40 section 4.7).</summary>
public enum CKK : ulong
{
    /// <summary>RSA.</summary>
    RSA = 0x0,

    /// <summary>DSA.</summary>
    DSA = 0x1,

    /// <summary>Diffie-Hellman (PKCS #3).</summary>
    DH = 0x2,

    /// <summary>Elliptic curve.</summary>
    EC = 0x3,

    /// <summary>A secret of no particular algorithm.</summary>
    GENERIC_SECRET = 0x10,

    /// <summary>Triple DES.</summary>
    DES3 = 0x15,

    /// <summary>AES.</summary>
    AES = 0x1F,

    /// <summary>ARIA (RFC 5794).</summary>
    ARIA = 0x26,

    /// <summary>SEED (RFC 4269).</summary>
    SEED = 0x2F,

    /// <summary>From here on, values belong to vendors.</summary>
    VENDOR_DEFINED = 0x80000000,
}
