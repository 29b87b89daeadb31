

namespace BioToken.Tokens;

/// <summary>
/// Specifies the kind of an object on a token. Each value is the number of its class in PKCS#11 (CKA_CLASS); a vendor-defined class keeps
/// its number.
/// </summary>
public enum TokenObjectKind : ulong
{
    /// <summary>Data (CKO_DATA), such as the random value R.</summary>
    Data = 0,

    /// <summary>A certificate (CKO_CERTIFICATE).</summary>
    Certificate = 1,

    /// <summary>A public key (CKO_PUBLIC_KEY).</summary>
    PublicKey = 2,

    /// <summary>A private key (CKO_PRIVATE_KEY).</summary>
    PrivateKey = 3,

    /// <summary>A secret key (CKO_SECRET_KEY).</summary>
    SecretKey = 4,

    /// <summary>A feature of the device (CKO_HW_FEATURE).</summary>
    HardwareFeature = 5,

    /// <summary>Domain parameters (CKO_DOMAIN_PARAMETERS).</summary>
    DomainParameters = 6,

    /// <summary>A mechanism (CKO_MECHANISM).</summary>
    Mechanism = 7,

    /// <summary>A one-time-password key (CKO_OTP_KEY).</summary>
    OneTimePasswordKey = 8,

    /// <summary>A profile (CKO_PROFILE).</summary>
    Profile = 9,
}
