using System.Runtime.CompilerServices;

namespace BioToken.Tests.Docs;

/// <summary>Code in the documentation is compiled, so that it does not fall behind the API.</summary>
public sealed class CodeLinesTests
{
    [Theory]
    [InlineData("README.md", "Readme.cs")]
    [InlineData("README.ko.md", "Readme.cs")]
    [InlineData("docs/moving-from-pkcs11interop.md", "MovingFromPkcs11Interop.cs")]
    public void Every_line_of_code_is_compiled(string document, string source)
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        HashSet<string> compiled = [.. File.ReadAllLines(Path.Combine(folder, source)).Select(Significant)];

        List<string> code = CodeOf(File.ReadAllLines(Path.Combine(folder, "../../..", document)));

        Assert.NotEmpty(code);
        Assert.All(
            code,
            line => Assert.True(compiled.Contains(Significant(line)), $"{document} has a line that {source} does not compile: {line}"));
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
