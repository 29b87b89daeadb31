namespace BioToken.Pkcs11.Constants;

/// <summary>Certificate types (PKCS#11 v2.40 section 4.6).</summary>
public enum CKC : ulong
{
    /// <summary>X.509 public key certificate.</summary>
    X_509 = 0x0,

    /// <summary>X.509 attribute certificate.</summary>
    X_509_ATTR_CERT = 0x1,

    /// <summary>WTLS certificate.</summary>
    WTLS = 0x2,
}
