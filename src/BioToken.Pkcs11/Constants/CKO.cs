namespace BioToken.Pkcs11.Constants;

/// <summary>Object classes (PKCS#11 v2.40 section 4.2).</summary>
public enum CKO : ulong
{
    /// <summary>Data that an application defines. R is stored in such an object.</summary>
    DATA = 0x0,

    /// <summary>A certificate.</summary>
    CERTIFICATE = 0x1,

    /// <summary>A public key.</summary>
    PUBLIC_KEY = 0x2,

    /// <summary>A private key.</summary>
    PRIVATE_KEY = 0x3,

    /// <summary>A symmetric key.</summary>
    SECRET_KEY = 0x4,

    /// <summary>A feature of the device: clock, counter, interface. Found only by a search for its class.</summary>
    HW_FEATURE = 0x5,

    /// <summary>Parameters of an algorithm.</summary>
    DOMAIN_PARAMETERS = 0x6,

    /// <summary>A mechanism's properties.</summary>
    MECHANISM = 0x7,

    /// <summary>From here on, values belong to vendors.</summary>
    VENDOR_DEFINED = 0x80000000,
}
