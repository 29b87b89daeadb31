using System.Text.Json;
using BioToken.Pkcs11.Loading;
using BioToken.Vendors;

namespace BioToken.Modules;

/// <summary>
/// The mark of the simulator's shared library: a text that it exports beside the functions of PKCS#11. It names the models that it
/// simulates, each with the part of a vendor profile that is its own. An invalid mark counts as none: its tokens count as real, which is
/// the strict side.
/// </summary>
internal sealed class SimulatorMark
{
    /// <summary>Name of the exported text: JSON in UTF-8, an object of profiles by the token's model.</summary>
    public const string Symbol = "BioToken_SimulatedTokens";

    /// <summary>Most bytes of the text.</summary>
    public const int MaxLength = 16 * 1024;

    private readonly Dictionary<string, VendorProfileJson> _profiles;

    private SimulatorMark(Dictionary<string, VendorProfileJson> profiles) => _profiles = profiles;

    /// <summary>Reads the mark of a module; null if it has none.</summary>
    public static SimulatorMark? Read(CryptokiModule module)
        => module.TryReadText(Symbol, MaxLength, out string? text) ? Parse(text) : null;

    /// <summary>Reads a mark; null if the text is invalid.</summary>
    public static SimulatorMark? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, VendorJsonContext.Default.DictionaryStringVendorProfileJson) is { } profiles
                && profiles.Values.All(IsSound) ? new(profiles) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The profile of a model; null if it is not simulated.</summary>
    public VendorProfile? Find(string model, VendorCatalog vendors)
        => _profiles.TryGetValue(model, out VendorProfileJson? part) ? part.ApplyTo(ProfileOf(part, vendors)) : null;

    private static VendorProfile ProfileOf(VendorProfileJson part, VendorCatalog vendors)
        => vendors.TryFind(part.Id, out VendorProfile? profile) ? profile : VendorCatalog.Generic;

    private static bool IsSound(VendorProfileJson? part)
    {
        try
        {
            if (part is null)
                return false;
            VendorProfileRules.Check(part.ApplyTo(ProfileOf(part, VendorCatalog.Default)));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
