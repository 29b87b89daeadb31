using System.Runtime.CompilerServices;

namespace BioToken.Tests.Architecture;

/// <summary>Where a newcomer looks for a file.</summary>
public sealed class FolderTests
{
    private const int MostFiles = 15;

    private static string Sources => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src"));

    [Fact]
    public void No_folder_has_more_files_than_a_person_reads_at_once()
    {
        Dictionary<string, int> filesOf = SourceFiles().CountBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal).ToDictionary();

        Assert.NotEmpty(filesOf);
        Assert.DoesNotContain(filesOf, folder => folder.Value > MostFiles);
    }

    [Theory]
    [InlineData("BioToken.Storage")]
    [InlineData("BioToken.Pkcs11")]
    [InlineData("BioToken.Npki", "BioToken.Storage")]
    [InlineData("BioToken", "BioToken.Npki", "BioToken.Pkcs11")]
    [InlineData("BioToken.Simulator", "BioToken")]
    [InlineData("BioToken.Simulator.Native", "BioToken.Simulator")]
    [InlineData("BioToken.Cli", "BioToken.Simulator")]
    public void A_project_refers_to_those_below_it_only(string project, params string[] expected)
    {
        System.Xml.Linq.XDocument file = System.Xml.Linq.XDocument.Load(Path.Combine(Sources, project, project + ".csproj"));

        string[] references =
        [
            .. file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Sources, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
