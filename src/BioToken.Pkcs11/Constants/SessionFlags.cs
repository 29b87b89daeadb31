namespace BioToken.Pkcs11.Constants;

/// <summary>Flags of C_OpenSession and CK_SESSION_INFO (PKCS#11 v2.40 section 3.3).</summary>
[Flags]
public enum SessionFlags : ulong
{
    /// <summary>No flag.</summary>
    None = 0x0,

    /// <summary>CKF_RW_SESSION: the session can write.</summary>
    ReadWrite = 0x2,

    /// <summary>CKF_SERIAL_SESSION: always set, for historical reasons.</summary>
    Serial = 0x4,
}
