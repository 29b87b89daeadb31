using System.Runtime.InteropServices;

namespace BioToken.Testing;

/// <summary>The simulator as a PKCS#11 shared library, where eng/build-native.sh puts it.</summary>
public static class SimulatorLibrary
{
    /// <summary>The reason for skipping a test if the library is missing.</summary>
    public const string NotBuilt = "The simulator's library is not built: run eng/build-native.sh first.";

    /// <summary>Environment variable that names the directory of the tokens; the library reads it at each C_Initialize.</summary>
    public const string Variable = "BIOTOKEN_SIMULATOR";

    /// <summary>Path of the library; null if it is not built.</summary>
    public static string? LibraryPath => Existing(RuntimeInformation.RuntimeIdentifier);

    /// <summary>Path of the library with sanitizers; null if it is not built.</summary>
    public static string? SanitizedPath => Existing("asan");

    private static string? Existing(string folder)
    {
        string name = OperatingSystem.IsWindows() ? "biotoken-simulator.dll" : "libbiotoken-simulator.so";
        for (DirectoryInfo? root = new(AppContext.BaseDirectory); root is not null; root = root.Parent)
        {
            if (File.Exists(Path.Combine(root.FullName, "BioToken.sln")))
                return Path.Combine(root.FullName, "artifacts", "native", folder, name) is var path && File.Exists(path) ? path : null;
        }

        return null;
    }
}
