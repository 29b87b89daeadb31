using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>Parameter of RSA OAEP (CK_RSA_PKCS_OAEP_PARAMS, PKCS#11 v2.40 mechanisms section 2.1.7).</summary>
/// <param name="Hash">Digest of the label.</param>
/// <param name="MaskGeneration">Mask generation function.</param>
/// <param name="Source">The label's source; CKZ_DATA_SPECIFIED (1) is the only one defined.</param>
/// <param name="Label">The label; empty for none.</param>
internal sealed record OaepArgument(CKM Hash, CKG MaskGeneration, ulong Source, byte[] Label);
