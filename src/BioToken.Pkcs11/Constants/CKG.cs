namespace BioToken.Pkcs11.Constants;

/// <summary>Mask generation functions of RSA PSS and OAEP (PKCS#11 v2.40 section 2.1.7).</summary>
public enum CKG : ulong
{
    /// <summary>MGF1 with SHA-1.</summary>
    MGF1_SHA1 = 0x1,

    /// <summary>MGF1 with SHA-256.</summary>
    MGF1_SHA256 = 0x2,

    /// <summary>MGF1 with SHA-384.</summary>
    MGF1_SHA384 = 0x3,

    /// <summary>MGF1 with SHA-512.</summary>
    MGF1_SHA512 = 0x4,

    /// <summary>MGF1 with SHA-224.</summary>
    MGF1_SHA224 = 0x5,
}
