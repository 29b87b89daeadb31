using BioToken.Simulator.Faults;
using BioToken.Simulator.State;

namespace BioToken.Simulator;

/// <summary>A simulated token to create. The defaults are simulated choices, not facts of a real token.</summary>
public sealed record SimulatedTokenOptions
{
    /// <summary>The factory PIN of the simulated tokens, for user and security officer.</summary>
    public const string FactoryPin = StoredPin.Factory;

    /// <summary>Largest space for objects of a token, in bytes.</summary>
    public const int LargestMemory = TokenLimits.Memory;

    /// <summary>Most session objects that an application can have with a token.</summary>
    public const int LargestSessionObjects = TokenLimits.SessionObjects;

    /// <summary>Longest time for which a match can serve for further requests (<see cref="FingerprintGrace"/>).</summary>
    public static TimeSpan LongestFingerprintGrace => TokenLimits.Grace;

    /// <summary>
    /// Id of the vendor profile to simulate, for instance <c>bio-seal</c>; <c>generic</c> for a token that asks for no finger.
    /// </summary>
    public required string Vendor { get; init; }

    /// <summary>Label of the token, prefixed by "SIMULATED " unless it contains that word; cut to 32 bytes of UTF-8 in all.</summary>
    public string Label { get; init; } = "";

    /// <summary>
    /// False for a token that was never initialized (CKF_TOKEN_INITIALIZED is not set): it has no PIN of the user until C_InitToken and
    /// C_InitPIN.
    /// </summary>
    public bool IsInitialized { get; init; } = true;

    /// <summary>PIN of the user; ignored if the token is not initialized.</summary>
    public string Pin { get; init; } = FactoryPin;

    /// <summary>PIN of the security officer; null, only if the token is not initialized, for the PIN of the first C_InitToken.</summary>
    public string? SoPin { get; init; } = FactoryPin;

    /// <summary>Numbers of the enrolled fingers.</summary>
    public IReadOnlyList<int> Fingers { get; init; } = [1, 2, 3];

    /// <summary>Wrong PINs until the PIN locks.</summary>
    public int MaxPinAttempts { get; init; } = 5;

    /// <summary>Fingers that do not match until the fingerprint blocks.</summary>
    public int MaxFingerprintAttempts { get; init; } = 5;

    /// <summary>Wrong PINs of the security officer until that PIN locks.</summary>
    public int MaxSoPinAttempts { get; init; } = 5;

    /// <summary>Space for objects in bytes, up to <see cref="LargestMemory"/>; null for the model's own.</summary>
    public int? Memory { get; init; }

    /// <summary>Most objects; null for the model's own.</summary>
    public int? MaxObjects { get; init; }

    /// <summary>
    /// Most session objects that one application has with the token, up to <see cref="LargestSessionObjects"/>; null for 1024.
    /// </summary>
    public int? MaxSessionObjects { get; init; }

    /// <summary>How long the device waits for a finger; null for one minute.</summary>
    public TimeSpan? FingerprintTimeout { get; init; }

    /// <summary>
    /// True to make a token with a protected path require both of its steps, PIN and finger, in its order. By default either step alone
    /// logs in, since PKCS#11 clients call <c>C_Login</c> once, and the other is still accepted afterwards.
    /// </summary>
    public bool RequireAllSteps { get; init; }

    /// <summary>
    /// How long after a match the token accepts further fingerprint requests of the same application without a touch; zero for never, at
    /// most one hour. For PKCS#11 clients that log in several times in a run.
    /// </summary>
    public TimeSpan FingerprintGrace { get; init; }

    /// <summary>The people's reactions when the token asks for a finger, as in <see cref="TokenSimulator.SetScript"/>.</summary>
    public string Script { get; init; } = "";

    /// <summary>The token's faults, as in <see cref="TokenSimulator.SetFaults"/>.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>False to create the token beside its slot.</summary>
    public bool IsInserted { get; init; } = true;

    /// <summary>Rounds of the hash that guards the PINs; fewer for tests that log in many thousand times.</summary>
    internal int PinIterations { get; init; } = StoredPin.DefaultIterations;

    /// <summary>Finds an option with an invalid value before a token is created.</summary>
    /// <returns>The first of them; null if there is none. A <see cref="Script"/> is read when the token is created.</returns>
    public SimulatedOptionProblem? FindProblem() => OptionRules.FindProblem(this);
}
