namespace BioToken.Pkcs11.Constants;

/// <summary>Flags of CK_MECHANISM_INFO (PKCS#11 v2.40 section 3.5).</summary>
[Flags]
public enum MechanismFlags : ulong
{
    /// <summary>No flag.</summary>
    None = 0x0,

    /// <summary>CKF_HW: the device carries it out.</summary>
    Hardware = 0x1,

    /// <summary>CKF_ENCRYPT.</summary>
    Encrypt = 0x100,

    /// <summary>CKF_DECRYPT.</summary>
    Decrypt = 0x200,

    /// <summary>CKF_DIGEST.</summary>
    Digest = 0x400,

    /// <summary>CKF_SIGN.</summary>
    Sign = 0x800,

    /// <summary>CKF_SIGN_RECOVER.</summary>
    SignRecover = 0x1000,

    /// <summary>CKF_VERIFY.</summary>
    Verify = 0x2000,

    /// <summary>CKF_VERIFY_RECOVER.</summary>
    VerifyRecover = 0x4000,

    /// <summary>CKF_GENERATE.</summary>
    Generate = 0x8000,

    /// <summary>CKF_GENERATE_KEY_PAIR.</summary>
    GenerateKeyPair = 0x10000,

    /// <summary>CKF_WRAP.</summary>
    Wrap = 0x20000,

    /// <summary>CKF_UNWRAP.</summary>
    Unwrap = 0x40000,

    /// <summary>CKF_DERIVE.</summary>
    Derive = 0x80000,

    /// <summary>CKF_EC_F_P: curves over a prime field.</summary>
    EcFp = 0x100000,

    /// <summary>CKF_EC_NAMEDCURVE: curves specified by name.</summary>
    EcNamedCurve = 0x800000,

    /// <summary>CKF_EC_UNCOMPRESS: uncompressed points.</summary>
    EcUncompress = 0x1000000,
}
