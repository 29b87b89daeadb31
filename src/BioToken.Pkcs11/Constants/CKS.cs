namespace BioToken.Pkcs11.Constants;

/// <summary>Session states (PKCS#11 v2.40 section 3.3).</summary>
public enum CKS : ulong
{
    /// <summary>Read-only, not logged in.</summary>
    RO_PUBLIC_SESSION = 0x0,

    /// <summary>Read-only, user logged in.</summary>
    RO_USER_FUNCTIONS = 0x1,

    /// <summary>Read-write, not logged in.</summary>
    RW_PUBLIC_SESSION = 0x2,

    /// <summary>Read-write, user logged in.</summary>
    RW_USER_FUNCTIONS = 0x3,

    /// <summary>Read-write, security officer logged in.</summary>
    RW_SO_FUNCTIONS = 0x4,
}
