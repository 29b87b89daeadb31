using BioToken.Pkcs11;

namespace BioToken;

/// <summary>
/// Where a device tells how many tries are left: a CKO_HW_FEATURE object (PKCS#11 v2.40 section 4.3) with CK_ULONG attributes.
/// </summary>
/// <param name="FeatureType">Its CKA_HW_FEATURE_TYPE.</param>
/// <param name="PinAttribute">Attribute with the PIN tries that are left.</param>
/// <param name="FingerprintAttribute">Attribute with the fingerprint tries that are left.</param>
public sealed record AttemptCounters(ulong FeatureType, CKA PinAttribute, CKA FingerprintAttribute);
