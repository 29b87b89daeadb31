using System.Security.Cryptography;
using BioToken.Simulator.People;

namespace BioToken.Simulator.State;

/// <summary>The rules for a state: a checksum shows that a file is unchanged, not that a simulator wrote it.</summary>
internal static class StateRules
{
    /// <summary>Whether every value of a state is valid.</summary>
    public static bool Allow(TokenState state)
        => state.Serial.Length > 0
            && state.Slot is >= 0 and < TokenLimits.FirstUnknownSlot
            && Allow(state.UserPin) && Allow(state.OfficerPin)
            && state.MaxFingerTries > 0 && state.FingerTriesLeft >= 0 && state.FingerTriesLeft <= state.MaxFingerTries
            && state.Fingers.All(finger => finger > 0)
            && state is { Insertions: >= 0, Touches: >= 0, TouchedFinger: >= 0, ScriptPosition: >= 0 }
            && IsScript(state.Script)
            && state.FaultCalls.All(calls => calls >= 0)
            && state.Memory is >= 0 and <= TokenLimits.Memory && state.MaxObjects >= 0
            && state.MaxSessionObjects is >= 0 and <= TokenLimits.SessionObjects
            && state.Patience > TimeSpan.Zero && state.Patience <= TokenLimits.Patience
            && state.FingerprintGrace >= TimeSpan.Zero && state.FingerprintGrace <= TokenLimits.Grace
            && state.ErasedObjects is >= 0 and < uint.MaxValue;

    private static bool Allow(StoredPin pin)
        => pin.MaxTries > 0 && pin.TriesLeft >= 0 && pin.TriesLeft <= pin.MaxTries
            && pin.Iterations is >= 0 and <= TokenLimits.PinIterations
            && (pin.IsUnset || (pin.Hash.Length == SHA256.HashSizeInBytes && pin.Iterations > 0));

    private static bool IsScript(string text)
    {
        try
        {
            TouchScript.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
