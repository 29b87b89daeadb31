using BioToken.Authentication;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;

namespace BioToken.Sessions;

/// <summary>Attempts left, as reported by a device in <see cref="AttemptCounters"/>.</summary>
/// <param name="Pin">PIN attempts; null if not reported.</param>
/// <param name="Fingerprint">Fingerprint attempts; null if not reported.</param>
/// <param name="LastFingerprint">Result of the last fingerprint match.</param>
internal sealed record DeviceAttempts(int? Pin, int? Fingerprint, DeviceFingerprintOutcome LastFingerprint)
{
    public static readonly DeviceAttempts Unknown = new(null, null, DeviceFingerprintOutcome.None);

    /// <summary>
    /// Reads the counters. They only explain a failure that is reported anyway, so that a module without counters is not an error.
    /// </summary>
    public static DeviceAttempts Read(ICryptoki cryptoki, nuint session, AttemptCounters counters)
    {
        using AttributeTemplate template = new AttributeTemplate(32).Add(CKO.HW_FEATURE).Add(CKA.HW_FEATURE_TYPE, counters.FeatureType);
        if (ActiveOperations.FindInit(cryptoki, session, template) != CKR.OK)
            return Unknown;
        Span<nuint> handles = stackalloc nuint[1];
        CKR found = cryptoki.FindObjects(session, handles, out int count);
        cryptoki.FindObjectsFinal(session);
        if (found != CKR.OK || count == 0)
            return Unknown;
        using AttributeQuery query = new(
            (counters.PinAttribute, sizeof(ulong)),
            (counters.FingerprintAttribute, sizeof(ulong)),
            (counters.OutcomeAttribute, sizeof(ulong)));
        cryptoki.GetAttributeValue(session, handles[0], query);
        return new DeviceAttempts(
            ToCount(query.GetULong(counters.PinAttribute)),
            ToCount(query.GetULong(counters.FingerprintAttribute)),
            (DeviceFingerprintOutcome)(query.GetULong(counters.OutcomeAttribute) ?? 0));
    }

    private static int? ToCount(ulong? value) => value is { } known and <= int.MaxValue ? (int)known : null;
}
