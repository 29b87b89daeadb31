using System.Text.RegularExpressions;

namespace BioToken.Npki.Tests.Samples;

/// <summary>
/// A file of the real identity with its description from the samples' README: the project contains no value of the samples.
/// </summary>
internal sealed class SampleFile
{
    private readonly string _description;

    public SampleFile(string name)
    {
        Path = System.IO.Path.Combine(SampleFiles.Identity, name);
        _description = SampleFiles.Readme.Split('\n').Single(line => line.StartsWith($"| {name} |", StringComparison.Ordinal));
    }

    public string Path { get; }

    /// <summary>Gets the value that matches a pattern's group; each pattern must match.</summary>
    public string this[string pattern]
    {
        get
        {
            Match match = Regex.Match(_description, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.True(match.Success, $"The samples' README says nothing like \"{pattern}\" of {Path}.");
            return match.Groups[1].Value;
        }
    }
}
