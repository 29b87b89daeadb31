using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Simulator;

namespace BioToken.Cli.Tokens;

/// <summary>Directories with simulated tokens.</summary>
internal static class SimulatorDirectory
{
    /// <summary>Opens the simulator of a directory that has one.</summary>
    public static TokenSimulator Open(string directory)
    {
        if (!Directory.Exists(directory))
            throw CliException.Of(ExitCode.NotASimulator, "SimulatorMissing", directory);
        if (!TokenSimulator.HasTokens(directory))
            throw CliException.Of(ExitCode.NotASimulator, "NotASimulator", directory);
        TokenSimulator simulator = TokenSimulator.Open(directory);
        try
        {
            // An unusable directory, such as another user's, is reported here and not as an error of a module.
            _ = simulator.Tokens;
            return simulator;
        }
        catch
        {
            simulator.Dispose();
            throw;
        }
    }

    /// <summary>Opens a directory to create a token in: a new one, an empty one, or one with tokens.</summary>
    public static TokenSimulator OpenForCreation(string directory)
    {
        if (!TokenSimulator.IsForTokens(directory))
            throw CliException.Of(ExitCode.NotASimulator, "NotASimulator", directory);
        return TokenSimulator.Open(directory);
    }

    /// <summary>Chooses the specified token.</summary>
    /// <param name="simulator">The simulator.</param>
    /// <param name="name">Label, with or without the prefix, or serial number; null for the only one.</param>
    public static SimulatedToken Choose(TokenSimulator simulator, string? name)
    {
        IReadOnlyList<SimulatedToken> tokens = simulator.Tokens;
        SimulatedToken[] found = [.. name is null ? tokens : tokens.Where(token => token.IsNamed(name))];
        return found switch
        {
            [{ } only] => only,
            [] when simulator.DamagedTokens is [{ Problem: { } problem }, ..] => throw problem,
            [] => throw CliException.Of(ExitCode.TokenNotFound, "NoSuchToken", Printable.Of(name ?? ""), Names(tokens)),
            _ => throw CliException.Of(ExitCode.SeveralTokens, "SeveralTokens", Names(found)),
        };
    }

    private static string Names(IEnumerable<SimulatedToken> tokens)
        => string.Join(", ", tokens.Select(token => $"\"{token.Label}\" ({token.SerialNumber})"));
}
