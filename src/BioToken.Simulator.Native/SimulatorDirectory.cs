namespace BioToken.Simulator.Native;

/// <summary>Where the tokens of this user are if nothing else is said.</summary>
internal static class SimulatorDirectory
{
    /// <summary>BIOTOKEN_SIMULATOR as .NET knows it, or the user's data folder.</summary>
    public static string Default => Environment.GetEnvironmentVariable("BIOTOKEN_SIMULATOR") is { Length: > 0 } directory
        ? directory
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "biotoken",
            "simulator");
}
