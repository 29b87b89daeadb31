using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.People;
using BioToken.Simulator.Personas;
using BioToken.Simulator.State;
using BioToken.Simulator.Tokens;
using BioToken.Vendors;

namespace BioToken.Simulator.Cryptoki.Objects;

/// <summary>
/// The attempts left and the result of the last fingerprint match, as a hardware feature object (PKCS#11 v2.40 section 4.3) with vendor
/// attributes: readable without a login. A simulated choice; no real token is known to have it (<see cref="SimulatedCounters"/>).
/// </summary>
internal static class CountersFeature
{
    public static TokenObject Create(TokenDevice device)
    {
        TokenState state = device.State;
        AttemptCounters counters = SimulatedCounters.Attributes;
        Dictionary<CKA, byte[]> attributes = new()
        {
            [CKA.CLASS] = AttributeSet.FromULong((ulong)CKO.HW_FEATURE),
            [CKA.HW_FEATURE_TYPE] = AttributeSet.FromULong(counters.FeatureType),
            [counters.PinAttribute] = AttributeSet.FromULong((ulong)state.UserPin.TriesLeft),
        };
        if (device.Persona.AsksForFinger)
        {
            attributes[counters.FingerprintAttribute] = AttributeSet.FromULong((ulong)state.FingerTriesLeft);
            attributes[counters.OutcomeAttribute] = AttributeSet.FromULong(Number(device.LastFinger));
        }

        return new TokenObject("counters", new AttributeSet(attributes));
    }

    private static ulong Number(FingerOutcome? outcome) => outcome switch
    {
        FingerOutcome.Matched => 1,
        FingerOutcome.Mismatched => 2,
        FingerOutcome.Blocked => 3,
        FingerOutcome.TimedOut => 4,
        FingerOutcome.Canceled => 5,
        _ => 0,
    };
}
