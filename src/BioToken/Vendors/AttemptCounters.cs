using BioToken.Pkcs11.Constants;

namespace BioToken.Vendors;

/// <summary>
/// Specifies where a device reports the attempts left: a CKO_HW_FEATURE object (PKCS#11 v2.40 section 4.3) with CK_ULONG attributes. No
/// manufacturer is known to have one; the simulator's tokens do.
/// </summary>
/// <param name="FeatureType">Its CKA_HW_FEATURE_TYPE.</param>
/// <param name="PinAttribute">Attribute with the PIN attempts left.</param>
/// <param name="FingerprintAttribute">Attribute with the fingerprint attempts left.</param>
/// <param name="OutcomeAttribute">
/// Attribute with the result of the last fingerprint match: 0 none yet, 1 matched, 2 did not match, 3 blocked, 4 timed out, 5 canceled on
/// the device.
/// </param>
public sealed record AttemptCounters(ulong FeatureType, CKA PinAttribute, CKA FingerprintAttribute, CKA OutcomeAttribute);
