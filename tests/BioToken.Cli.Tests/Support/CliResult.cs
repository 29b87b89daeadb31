using System.Text.Json;
using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>The result of running the tool.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public ExitCode Code => (ExitCode)ExitCode;

    /// <summary>The JSON document that is the complete standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails, with the tool's output, unless the run succeeded.</summary>
    public CliResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}{Output}");
        return this;
    }
}
