using System.Runtime.CompilerServices;

namespace BioToken.Tests.Docs;

public sealed class ReadmeTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ko.md")]
    public void Every_line_of_code_in_the_readme_is_compiled(string readme)
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        HashSet<string> compiled = [.. File.ReadAllLines(Path.Combine(folder, "Readme.cs")).Select(Significant)];

        List<string> code = CodeOf(File.ReadAllLines(Path.Combine(folder, "../../..", readme)));

        Assert.NotEmpty(code);
        Assert.All(
            code,
            line => Assert.True(compiled.Contains(Significant(line)), $"{readme} has a line that Readme.cs does not compile: {line}"));
    }

    private static List<string> CodeOf(string[] lines)
    {
        List<string> code = [];
        bool inside = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside && line == "```csharp";
            else if (inside && line.Trim().Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
                code.Add(line);
        }

        return code;
    }

    // Comments may be translated.
    private static string Significant(string line)
        => line.IndexOf(" //", StringComparison.Ordinal) is var comment and >= 0 ? line[..comment].Trim() : line.Trim();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
