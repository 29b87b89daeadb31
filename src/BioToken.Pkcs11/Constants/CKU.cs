namespace BioToken.Pkcs11.Constants;

/// <summary>User types for C_Login (PKCS#11 v2.40 section 3.4).</summary>
public enum CKU : ulong
{
    /// <summary>The security officer, who initializes the token.</summary>
    SO = 0x0,

    /// <summary>The normal user.</summary>
    USER = 0x1,

    /// <summary>A login for the operation under way, for keys with CKA_ALWAYS_AUTHENTICATE.</summary>
    CONTEXT_SPECIFIC = 0x2,
}
