using System.Runtime.CompilerServices;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void Exit_codes_are_all_in_the_manual()
    {
        string manual = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", "cli.md"));
        Assert.All(
            Enum.GetValues<ExitCode>(),
            code => Assert.Contains($"| {(int)code} | `{JsonName.Of(code)}` |", manual, StringComparison.Ordinal));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
