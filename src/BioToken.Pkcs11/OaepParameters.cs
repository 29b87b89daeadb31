using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11;

/// <summary>Parameter of RSA OAEP without a label (CK_RSA_PKCS_OAEP_PARAMS, PKCS#11 v2.40 mechanisms section 2.1.7).</summary>
/// <param name="Hash">Digest of the label.</param>
/// <param name="MaskGeneration">Mask generation function.</param>
public readonly record struct OaepParameters(CKM Hash, CKG MaskGeneration);
