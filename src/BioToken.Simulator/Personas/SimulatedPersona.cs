using System.Globalization;
using BioToken.Authentication;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Simulator.Personas;

/// <summary>
/// The figures and texts of one vendor's simulated token. Every figure is a simulated choice, not a fact of the real token.
/// </summary>
/// <param name="Profile">The vendor's profile: steps, their order, and how the token asks for the finger.</param>
/// <param name="Model">Model, at most 16 bytes.</param>
/// <param name="Manufacturer">Manufacturer of token and slot, at most 32 bytes.</param>
/// <param name="SlotDescription">Description of the slot, at most 64 bytes.</param>
/// <param name="Memory">Space for objects in bytes.</param>
/// <param name="MaxObjects">Most objects.</param>
/// <param name="MinPin">Shortest PIN in bytes.</param>
/// <param name="MaxPin">Longest PIN in bytes.</param>
/// <param name="ReportsMemory">False for a token that calls its memory figures unavailable.</param>
internal sealed record SimulatedPersona(
    VendorProfile Profile,
    string Model,
    string Manufacturer,
    string SlotDescription,
    int Memory,
    int MaxObjects,
    int MinPin,
    int MaxPin,
    bool ReportsMemory)
{
    public bool AsksForFinger => Profile.FingerprintMethod != FingerprintMethod.None;

    /// <summary>First two numbers of the listed driver version; 1.0 if none is listed.</summary>
    public CryptokiVersion Firmware
    {
        get
        {
            string[] numbers = (Profile.ListedVersion ?? "1.0").Split('.');
            return new(byte.Parse(numbers[0], CultureInfo.InvariantCulture), byte.Parse(numbers[1], CultureInfo.InvariantCulture));
        }
    }
}
