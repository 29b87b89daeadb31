using BioToken.Modules;

namespace BioToken.Tests.Modules;

public sealed class ModulePathTests
{
    [Theory]
    [InlineData("/usr/lib/driver.so")]
    [InlineData("/")]
    [InlineData(@"C:\driver.dll")]
    [InlineData("c:/driver.dll")]
    [InlineData(@"Z:\")]
    [InlineData(@"\\server\share\driver.dll")]
    public void A_path_is_absolute_on_the_system_that_it_is_written_for(string path) => Assert.True(ModulePath.IsAbsoluteSomewhere(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("driver.dll")]
    [InlineData("./driver.so")]
    [InlineData(@"\driver.dll")]
    [InlineData("C:")]
    [InlineData("C:driver.dll")]
    [InlineData(@"C;\driver.dll")]
    [InlineData(@"1:\driver.dll")]
    [InlineData(@"한:\driver.dll")]
    [InlineData(@"CD\driver.dll")]
    [InlineData(@"C:;\driver.dll")]
    public void Any_other_path_depends_on_the_current_folder(string? path) => Assert.False(ModulePath.IsAbsoluteSomewhere(path));
}
