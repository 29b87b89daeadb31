using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>
/// The tries that are left, as a hardware feature object (PKCS#11 v2.40 section 4.3) with vendor attributes: readable without a login. A
/// simulated
/// choice; no real token is known to have it.
/// </summary>
internal static class CountersFeature
{
    public const ulong FeatureType = 0x8000_0F01;
    public const CKA PinTries = (CKA)0x8000_0F02;
    public const CKA FingerprintTries = (CKA)0x8000_0F03;

    public static TokenObject Create(TokenDevice device)
    {
        TokenState state = device.State;
        Dictionary<CKA, byte[]> attributes = new()
        {
            [CKA.CLASS] = AttributeSet.FromULong((ulong)CKO.HW_FEATURE),
            [CKA.HW_FEATURE_TYPE] = AttributeSet.FromULong(FeatureType),
            [PinTries] = AttributeSet.FromULong((ulong)state.UserPin.TriesLeft),
        };
        if (device.Persona.AsksForFinger)
            attributes[FingerprintTries] = AttributeSet.FromULong((ulong)state.FingerTriesLeft);
        return new TokenObject("counters", new AttributeSet(attributes));
    }
}
