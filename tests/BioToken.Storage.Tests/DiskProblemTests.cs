namespace BioToken.Storage.Tests;

public sealed class DiskProblemTests
{
    public static TheoryData<string, string> Problems => new()
    {
        { "missing/file", "There is no such file or folder." },
        { "", "Access is denied." },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Describe_has_words_of_its_own_for_what_the_system_refuses(string name, string text)
    {
        string folder = Directory.CreateTempSubdirectory("biotoken-npki").FullName;
        try
        {
            Exception problem = Assert.ThrowsAny<Exception>(() => File.ReadAllBytes(Path.Combine(folder, name)));
            Assert.Equal(text, DiskProblem.Describe(problem));
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void Describe_a_full_disk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        Exception problem = Assert.ThrowsAny<IOException>(() => File.WriteAllBytes("/dev/full", [1]));
        Assert.Equal("There is not enough free space.", DiskProblem.Describe(problem));
    }

    [Fact]
    public void Describe_a_link_says_that_it_is_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a right on Windows.");
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder["link"], folder["file"]);
        Exception problem = Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.Instance.TryRead(folder["link"], 10));
        Assert.StartsWith(
            $"{folder["link"]} is a symbolic link, which is not followed here.", DiskProblem.Describe(problem), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_never_repeats_the_text_of_an_exception_of_the_system()
        => Assert.All(
            new Exception[] { new IOException("raw"), new UnauthorizedAccessException("raw"), new AggregateException(new IOException("raw")) },
            problem => Assert.DoesNotContain("raw", DiskProblem.Describe(problem), StringComparison.Ordinal));
}
