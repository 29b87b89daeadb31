using System.Runtime.CompilerServices;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace BioToken.Tests.Architecture;

/// <summary>Source files are in the folders where a newcomer looks for them.</summary>
public sealed class FolderTests
{
    private const int MostFiles = 15;
    private const int MostColumns = 140;

    // The namespace where .NET's own libraries put extensions of IServiceCollection.
    private const string OfServices = "Microsoft.Extensions.DependencyInjection";

    private static readonly string Configuration = Path.GetFileName(
        Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);

    private static string Sources => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src"));

    [Fact]
    public void No_folder_has_more_files_than_a_person_reads_at_once()
    {
        Dictionary<string,
        int> filesOf = SourceFiles().CountBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal).ToDictionary();

        Assert.NotEmpty(filesOf);
        Assert.DoesNotContain(filesOf, folder => folder.Value > MostFiles);
    }

    [Fact]
    public void No_line_is_longer_than_the_columns_of_a_review()
    {
        IEnumerable<string> tooLong = SourceFiles().SelectMany(file => File.ReadLines(file)
            .Index()
            .Where(line => line.Item.Length > MostColumns)
            .Select(line => $"{Path.GetRelativePath(Sources, file)}:{line.Index + 1}"));

        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("BioToken.Storage")]
    [InlineData("BioToken.Pkcs11")]
    [InlineData("BioToken.Npki", "BioToken.Storage")]
    [InlineData("BioToken", "BioToken.Npki", "BioToken.Pkcs11")]
    [InlineData("BioToken.Pkcs11Interop", "BioToken")]
    [InlineData("BioToken.Simulator", "BioToken")]
    [InlineData("BioToken.Simulator.Native", "BioToken.Simulator")]
    [InlineData("BioToken.Simulator.Pkcs11Interop", "BioToken.Simulator")]
    [InlineData("BioToken.Cli", "BioToken.Simulator")]
    public void A_project_refers_to_those_below_it_only(string project, params string[] expected)
    {
        System.Xml.Linq.XDocument file = System.Xml.Linq.XDocument.Load(Path.Combine(Sources, project, project + ".csproj"));

        string[] references =
        [
            .. file.Descendants("ProjectReference").Select(
                reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_namespace_is_the_folder_of_its_files()
        => Assert.All(
            SourceFiles(),
            file =>
            {
                string? declared = NamespaceOf(file);
                if (declared is not (null or OfServices))
                    Assert.Equal(
                        Path.GetRelativePath(Sources, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.'), declared);
            });

    [Theory]
    [InlineData("BioToken.Storage")]
    [InlineData("BioToken.Pkcs11")]
    [InlineData("BioToken.Npki")]
    [InlineData("BioToken")]
    [InlineData("BioToken.Simulator")]
    [InlineData("BioToken.Simulator.Native")]
    [InlineData("BioToken.Pkcs11Interop")]
    [InlineData("BioToken.Simulator.Pkcs11Interop")]
    [InlineData("BioToken.Cli")]
    public void Folders_of_a_project_form_no_circle(string project)
    {
        string folder = Path.Combine(Sources, project, "bin", Configuration, "net10.0");
        Assert.SkipUnless(File.Exists(Path.Combine(folder, project + ".dll")), "This project is built with the solution only.");
        ArchUnitNET.Domain.Architecture architecture = new ArchLoader().LoadFilteredDirectory(folder, project + ".dll").Build();

        Assert.NotEmpty(architecture.Classes);
        Assert.All(
            SliceRuleDefinition.Slices().Matching(project + "(**)").Should().BeFreeOfCycles().Evaluate(architecture),
            result => Assert.True(result.Passed, result.Description));
    }

    private static string? NamespaceOf(string file)
        => File.ReadLines(file)
            .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..]
            .TrimEnd(';');

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Sources, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
