using BioToken.Simulator.Resources;
using BioToken.Vendors;

namespace BioToken.Simulator.Personas;

/// <summary>
/// The personas: one per vendor profile of the library, and the generic one. The figures differ so that no client can rely on one.
/// </summary>
internal static class SimulatedPersonas
{
    private const int KiB = 1024;

    private static readonly SimulatedPersona[] All =
    [
        Persona("bio-seal", "SIMULATED BSEAL", "SIMULATED Union Community", memory: 64 * KiB, maxObjects: 40, minPin: 8, maxPin: 32),
        Persona("bio-hsm", "SIMULATED BHSM", "SIMULATED SecureAT", memory: 48 * KiB, maxObjects: 32, minPin: 8, maxPin: 16),
        Persona("smart-bt", "SIMULATED SMTBT", "SIMULATED Mobon", memory: 40 * KiB, maxObjects: 30, minPin: 6, maxPin: 16),
        Persona("asam2072fp", "SIMULATED ASAM", "SIMULATED Suprema", memory: 64 * KiB, maxObjects: 50, minPin: 8, maxPin: 64),
        Persona("biosign2", "SIMULATED BIOS2", "SIMULATED SmartPlus", memory: 80 * KiB, maxObjects: 60, minPin: 4, maxPin: 32),
        Persona(
            "ksid",
            "SIMULATED KSID",
            "SIMULATED Korea Smart ID",
            memory: 56 * KiB,
            maxObjects: 36,
            minPin: 6,
            maxPin: 32,
            reportsMemory: false),
        Persona("biomini", "SIMULATED BIOMN", "SIMULATED Suprema ID", memory: 96 * KiB, maxObjects: 64, minPin: 8, maxPin: 32),
        Persona("generic", "SIMULATED TOKEN", "SIMULATED BioToken", memory: 128 * KiB, maxObjects: 100, minPin: 4, maxPin: 64),
    ];

    /// <summary>Lists the personas for an error message.</summary>
    public static string UnknownVendor(string vendor)
        => Messages.Format("VendorUnknown", vendor, string.Join(", ", All.Select(p => p.Profile.Id)));

    /// <summary>Finds a persona by its vendor's id, without case; null if there is none.</summary>
    public static SimulatedPersona? Find(string vendor)
        => Array.Find(All, p => string.Equals(p.Profile.Id, vendor, StringComparison.OrdinalIgnoreCase));

    /// <summary>The profile of a token by its model; null for a model that is not simulated.</summary>
    public static VendorProfile? FindProfile(string model, VendorCatalog vendors)
        => Array.Find(All, p => p.Model == model) is { Profile: var own }
            ? (vendors.TryFind(own.Id, out VendorProfile? profile) ? profile : own) with { AttemptCounters = SimulatedCounters.Attributes }
            : null;

    private static SimulatedPersona Persona(
        string vendor, string model, string manufacturer, int memory, int maxObjects, int minPin, int maxPin, bool reportsMemory = true)
    {
        VendorProfile profile = VendorCatalog.Default.TryFind(vendor, out VendorProfile? found) ? found : VendorCatalog.Generic;
        return new(
            profile, model, manufacturer, $"SIMULATED {profile.DisplayName} slot", memory, maxObjects, minPin, maxPin, reportsMemory);
    }
}
