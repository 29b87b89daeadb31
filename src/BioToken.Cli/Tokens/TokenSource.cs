using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Simulator;
using BioToken.Tokens;

namespace BioToken.Cli.Tokens;

/// <summary>The token's source.</summary>
/// <param name="Module">Path of a PKCS#11 module; null if none was named.</param>
/// <param name="Simulator">Directory of a simulator; null if none was named.</param>
/// <param name="Token">Label or serial number of the token; null if there is only one.</param>
/// <param name="Journal">Directory of the journal; null for the default one.</param>
internal sealed record TokenSource(string? Module, string? Simulator, string? Token, string? Journal)
{
    /// <summary>Sets the module; the simulator that is opened for it, if any, has to be disposed after the provider.</summary>
    public IDisposable? Apply(BioTokenOptions options)
    {
        options.IncludeVendorModules = Module is null && Simulator is null;
        if (Module is not null)
            options.ModulePaths.Add(Module);
        if (Simulator is null)
            return null;
        TokenSimulator simulator = SimulatorDirectory.Open(Simulator);
        options.Modules.Add(new SimulatedTokenModule(simulator));
        return simulator;
    }

    /// <summary>Chooses the specified token.</summary>
    public BioTokenInfo Choose(IReadOnlyList<BioTokenInfo> tokens)
    {
        BioTokenInfo[] found = [.. Token is null ? tokens : tokens.Where(token => IsNamed(token, Token))];
        return found switch
        {
            [{ } only] => only,
            [] when tokens.Count == 0 => throw CliException.Of(
                ExitCode.TokenNotFound, Module is null && Simulator is null ? "NoDriver" : "NoToken"),
            [] => throw CliException.Of(ExitCode.TokenNotFound, "NoSuchToken", Printable.Of(Token!), Names(tokens)),
            _ => throw CliException.Of(ExitCode.SeveralTokens, "SeveralTokens", Names(found)),
        };
    }

    private static bool IsNamed(BioTokenInfo token, string name)
        => token.Label == name || token.SerialNumber == name || (token.IsSimulated && token.Label == SimulatedToken.LabelOf(name));

    private static string Names(IEnumerable<BioTokenInfo> tokens)
        => string.Join(", ", tokens.Select(token => Printable.Of($"\"{token.Label}\" ({token.SerialNumber})")));
}
