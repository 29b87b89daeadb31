namespace BioToken.Authentication;

/// <summary>Specifies when a token's PKCS#11 module asks for the finger.</summary>
public enum FingerprintMethod
{
    /// <summary>The token asks for no finger, or its module does so without notice.</summary>
    None,

    /// <summary>
    /// A login of its own on the protected authentication path: <c>C_Login</c> with a NULL PIN (PKCS#11 v2.40 section 5.6).
    /// </summary>
    ProtectedPath,

    /// <summary>Within the PIN login, which returns when the finger has matched.</summary>
    InsidePinLogin,

    /// <summary>
    /// By each signature: keys have CKA_ALWAYS_AUTHENTICATE and a context-specific login with a NULL PIN follows between <c>C_SignInit</c>
    /// and <c>C_Sign</c>.
    /// </summary>
    PerSignature,
}
