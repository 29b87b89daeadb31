using System.Text.Json;
using System.Text.Json.Serialization;
using BioToken.Simulator.Errors;

namespace BioToken.Simulator.State;

/// <summary>All of a token that is not an object. Immutable; each change makes the next generation.</summary>
internal sealed record TokenState
{
    /// <summary>Counts the changes. It is stored in the file's header, not in its payload.</summary>
    [JsonIgnore]
    public long Generation { get; init; }

    public required string Serial { get; init; }

    /// <summary>Id of the vendor profile.</summary>
    public required string Vendor { get; init; }

    public required string Label { get; init; }

    /// <summary>Slot id, the same in every process.</summary>
    public required int Slot { get; init; }

    public required StoredPin UserPin { get; init; }

    public required StoredPin OfficerPin { get; init; }

    public required int FingerTriesLeft { get; init; }

    public required int MaxFingerTries { get; init; }

    /// <summary>Numbers of the enrolled fingers.</summary>
    public required int[] Fingers { get; init; }

    public bool IsInserted { get; init; }

    /// <summary>Counts the insertions, so that a session notices a removal that it did not see.</summary>
    public long Insertions { get; init; }

    // A property that is missing in the JSON is null here, whatever its declaration says.
    public string Script { get => field ?? ""; init; } = "";

    /// <summary>Steps of the script that have been used.</summary>
    public int ScriptPosition { get; init; }

    // Absent from the states that earlier versions wrote, which the serializer reads as null whatever stands here.

    /// <summary>The plan of faults; empty for none.</summary>
    public string Faults { get => field ?? ""; init; }

    /// <summary>Calls that each rule of the plan has counted.</summary>
    public long[] FaultCalls { get => field ?? []; init; }

    /// <summary>Counts the live touches.</summary>
    public long Touches { get; init; }

    /// <summary>Number of the finger of the last live touch.</summary>
    public int TouchedFinger { get; init; }

    /// <summary>Space for objects in bytes.</summary>
    public required int Memory { get; init; }

    public required int MaxObjects { get; init; }

    /// <summary>Most session objects of one application; earlier versions wrote none.</summary>
    public int? SessionObjects { get; init; }

    [JsonIgnore]
    public int MaxSessionObjects => SessionObjects ?? TokenLimits.UsualSessionObjects;

    /// <summary>How long the device waits for a finger.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>Number of the last object that was erased with all before it; their files may still be there.</summary>
    public long ErasedObjects { get; init; }

    /// <summary>Whether the token was never initialized.</summary>
    public bool IsUninitialized { get; init; }

    public bool IsSingleStepLogin { get; init; }

    /// <summary>How long a match serves for further requests of the same application.</summary>
    public TimeSpan FingerprintGrace { get; init; }

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, TokenStateJsonContext.Default.TokenState);

    /// <exception cref="SimulatorStoreException">The payload is no token's state.</exception>
    public static TokenState Decode(ReadOnlySpan<byte> payload, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, TokenStateJsonContext.Default.TokenState) is { } state && StateRules.Allow(state)
                ? state
                : throw SimulatorStoreException.Damaged(path);
        }
        catch (JsonException e)
        {
            throw SimulatorStoreException.Damaged(path, e);
        }
    }
}
