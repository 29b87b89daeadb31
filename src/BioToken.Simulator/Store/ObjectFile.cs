using System.Globalization;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Store;

/// <summary>
/// Name of an object's file: <c>name.obj</c> for the first version, <c>name.version.obj</c> for a later one, by which names in order are
/// also versions in order.
/// </summary>
/// <param name="Name">The object's name.</param>
/// <param name="Version">The version.</param>
internal readonly record struct ObjectFile(string Name, int Version)
{
    public const string Suffix = ".obj";

    public string FileName => Version == 0
        ? Name + Suffix
        : string.Create(CultureInfo.InvariantCulture, $"{Name}.{Version:x8}{Suffix}");

    /// <exception cref="SimulatorStoreException">It is no such name.</exception>
    public static ObjectFile Parse(string path)
    {
        string[] parts = Path.GetFileNameWithoutExtension(path).Split('.');
        int version = 0;
        bool isName = parts.Length == 1 || (parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out version));
        return isName && TokenObject.NumberOf(parts[0]) > 0 ? new(parts[0], version) : throw SimulatorStoreException.Damaged(path);
    }
}
