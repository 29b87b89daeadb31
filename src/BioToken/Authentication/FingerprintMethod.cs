namespace BioToken.Authentication;

/// <summary>How a token's PKCS#11 module comes to ask for the finger.</summary>
public enum FingerprintMethod
{
    /// <summary>The token asks for no finger, or its module keeps the question to itself.</summary>
    None,

    /// <summary>
    /// A login of its own on the protected authentication path: <c>C_Login</c> with a NULL PIN (PKCS#11 v2.40 section 5.6).
    /// </summary>
    ProtectedPath,

    /// <summary>The finger is asked for inside the PIN login, which returns when the finger matched.</summary>
    InsidePinLogin,

    /// <summary>
    /// Each signature asks: keys have CKA_ALWAYS_AUTHENTICATE and a context-specific login with a NULL PIN stands between
    /// <c>C_SignInit</c> and <c>C_Sign</c>.
    /// </summary>
    PerSignature,
}
