using BioToken.Simulator.Store;

namespace BioToken.Simulator;

// The default directory of simulated tokens.
public sealed partial class TokenSimulator
{
    private const string DirectoryVariable = "BIOTOKEN_SIMULATOR";

    /// <summary>
    /// The directory that the PKCS#11 library and the tool use when none is named: the environment variable <c>BIOTOKEN_SIMULATOR</c>, else
    /// <c>biotoken/simulator</c> in the user's data directory (<c>$XDG_DATA_HOME</c>, by default <c>~/.local/share</c>;
    /// <c>%LOCALAPPDATA%</c> on Windows). It need not exist.
    /// </summary>
    public static string DefaultDirectory
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(DirectoryVariable);
            if (!string.IsNullOrWhiteSpace(named))
                return Path.GetFullPath(named);
            string data = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.GetFullPath(Path.Combine(data, "biotoken", "simulator"));
        }
    }

    /// <summary>Returns whether a directory holds simulated tokens, damaged ones included.</summary>
    /// <param name="directory">The directory; it need not exist.</param>
    public static bool HasTokens(string directory) => DirectoryStore.HasTokens(directory);

    /// <summary>
    /// Returns whether tokens can be created in a directory without mixing them with other files: it has tokens, is empty or does not
    /// exist.
    /// </summary>
    /// <param name="directory">The directory.</param>
    public static bool IsForTokens(string directory) => DirectoryStore.IsForTokens(directory);
}
