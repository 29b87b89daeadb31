using System.Text;
using BioToken.Simulator.Personas;
using BioToken.Simulator.Resources;
using BioToken.Simulator.State;

namespace BioToken.Simulator;

/// <summary>The rules for the options of a new token. Each names its option.</summary>
internal static class OptionRules
{
    /// <summary>The first option with an invalid value; null if there is none. The script is not checked.</summary>
    public static SimulatedOptionProblem? FindProblem(SimulatedTokenOptions options)
    {
        if (SimulatedPersonas.Find(options.Vendor) is not { } persona)
            return new(nameof(options.Vendor), SimulatedPersonas.UnknownVendor(options.Vendor));
        if (options.Label is null)
            return Invalid(nameof(options.Label));
        return FindPinProblem(options, persona) ?? FindNumberProblem(options) ?? FindTimeProblem(options)
            ?? (options.Fingers.All(finger => finger > 0) ? null : Invalid(nameof(options.Fingers)))
            ?? (options.Faults is null ? Invalid(nameof(options.Faults)) : null);
    }

    private static SimulatedOptionProblem? FindPinProblem(SimulatedTokenOptions options, SimulatedPersona persona)
    {
        if (options.IsInitialized && !Fits(options.Pin, persona))
            return new(nameof(options.Pin), Messages.Format("PinLengthInvalid", persona.MinPin, persona.MaxPin));
        // A token that was never initialized may be without the officer's PIN.
        return Fits(options.SoPin, persona) || (options is { SoPin: null, IsInitialized: false })
            ? null
            : new(nameof(options.SoPin), Messages.Format("SoPinLengthInvalid", persona.MinPin, persona.MaxPin));
    }

    private static SimulatedOptionProblem? FindNumberProblem(SimulatedTokenOptions options)
        => Within(nameof(options.MaxPinAttempts), options.MaxPinAttempts, 1, int.MaxValue)
            ?? Within(nameof(options.MaxFingerprintAttempts), options.MaxFingerprintAttempts, 1, int.MaxValue)
            ?? Within(nameof(options.MaxSoPinAttempts), options.MaxSoPinAttempts, 1, int.MaxValue)
            ?? Within(nameof(options.Memory), options.Memory, 0, TokenLimits.Memory)
            ?? Within(nameof(options.MaxObjects), options.MaxObjects, 0, int.MaxValue)
            ?? Within(nameof(options.MaxSessionObjects), options.MaxSessionObjects, 0, TokenLimits.SessionObjects)
            ?? Within(nameof(options.PinIterations), options.PinIterations, 1, TokenLimits.PinIterations);

    private static SimulatedOptionProblem? FindTimeProblem(SimulatedTokenOptions options)
    {
        if (options.FingerprintTimeout is { } patience && (patience <= TimeSpan.Zero || patience > TokenLimits.Patience))
            return Invalid(nameof(options.FingerprintTimeout));
        return options.FingerprintGrace >= TimeSpan.Zero && options.FingerprintGrace <= TokenLimits.Grace
            ? null
            : Invalid(nameof(options.FingerprintGrace));
    }

    private static bool Fits(string? pin, SimulatedPersona persona)
        => pin is not null && Encoding.UTF8.GetByteCount(pin) is var length && length >= persona.MinPin && length <= persona.MaxPin;

    private static SimulatedOptionProblem? Within(string option, int? value, int least, int most)
        => value is null || (value >= least && value <= most)
            ? null
            : new(option, Messages.Format("OptionOutOfRange", option, least, most));

    private static SimulatedOptionProblem Invalid(string option) => new(option, Messages.Format("OptionInvalid", option));
}
