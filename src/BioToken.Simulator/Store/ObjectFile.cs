using System.Globalization;

namespace BioToken.Simulator;

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
        string name = Path.GetFileNameWithoutExtension(path);
        int point = name.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return new(name, 0);
        return int.TryParse(name.AsSpan(point + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int version)
            ? new(name[..point], version)
            : throw SimulatorStoreException.Damaged(path);
    }
}
