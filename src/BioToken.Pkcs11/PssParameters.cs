using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11;

/// <summary>Parameter of RSA PSS (CK_RSA_PKCS_PSS_PARAMS, PKCS#11 v2.40 mechanisms section 2.1.8).</summary>
/// <param name="Hash">Digest of the message.</param>
/// <param name="MaskGeneration">Mask generation function.</param>
/// <param name="SaltLength">Length of the salt in bytes.</param>
public readonly record struct PssParameters(CKM Hash, CKG MaskGeneration, int SaltLength);
