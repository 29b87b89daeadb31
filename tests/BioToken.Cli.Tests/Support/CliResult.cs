using System.Text.Json;
using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>What a run of the tool gave.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public ExitCode Code => (ExitCode)ExitCode;

    /// <summary>The JSON document on standard output: the whole of it.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails, with what was said, unless the run succeeded.</summary>
    public CliResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}{Output}");
        return this;
    }
}
