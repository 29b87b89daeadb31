using BioToken.Pkcs11.Constants;

namespace BioToken.Vendors;

/// <summary>
/// Where a device tells how many attempts are left: a CKO_HW_FEATURE object (PKCS#11 v2.40 section 4.3) with CK_ULONG attributes. No
/// manufacturer is known to have one; the simulator's tokens do.
/// </summary>
/// <param name="FeatureType">Its CKA_HW_FEATURE_TYPE.</param>
/// <param name="PinAttribute">Attribute with the PIN attempts left.</param>
/// <param name="FingerprintAttribute">Attribute with the fingerprint attempts left.</param>
/// <param name="OutcomeAttribute">
/// Attribute with what became of the last finger: 0 nothing yet, 1 matched, 2 did not match, 3 blocked, 4 none came in time, 5 cancelled on
/// the device.
/// </param>
public sealed record AttemptCounters(ulong FeatureType, CKA PinAttribute, CKA FingerprintAttribute, CKA OutcomeAttribute);
