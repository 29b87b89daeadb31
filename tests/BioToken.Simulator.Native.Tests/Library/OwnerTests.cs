using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Native.Tests.Library;

/// <summary>Tests that the library does not load a managed side that another user could have put there.</summary>
public sealed class OwnerTests : IDisposable
{
    private const string Nobody = "65534";

    private readonly TokenDirectory _tokens = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("biotoken-simulator")]
    [InlineData("")]
    [InlineData("biotoken-simulator/BioToken.Simulator.Native.dll")]
    [InlineData("biotoken-simulator/BioToken.Simulator.Native.runtimeconfig.json")]
    public void A_folder_above_that_another_user_owns_is_not_loaded(string place)
    {
        string library = MakePackage();
        Assert.Equal((0, ""), Start(library));
        GiveAway(_folder["package", place]);
        AssertRefused(library);
    }

    [Fact]
    public void A_folder_above_that_another_users_link_leads_to_is_not_loaded()
    {
        string library = MakePackage();
        string folder = _folder["package", "biotoken-simulator"];
        Directory.Move(folder, _folder["own"]);
        Directory.CreateSymbolicLink(folder, _folder["own"]);
        Assert.Equal((0, ""), Start(library));
        Assert.SkipUnless(Environment.UserName == "root", "Only root can give a link away.");
        ExternalProgram.Run("chown", ["-h", Nobody, folder]);
        AssertRefused(library);
    }

    [Fact]
    public void A_folder_beside_the_library_belongs_to_the_user_or_to_the_librarys_owner()
    {
        string library = _folder["libbiotoken-simulator.so"];
        File.Copy(NativeProgram.Library, library);
        CopyManaged(_folder["biotoken-simulator"]);
        Assert.Equal((0, ""), Start(library));
        GiveAway(_folder["biotoken-simulator"]);
        AssertRefused(library);
        GiveAway(library);
        Assert.Equal((0, ""), Start(library));
    }

    private string MakePackage()
    {
        string library = _folder["package", "runtimes", "linux-x64", "native", "libbiotoken-simulator.so"];
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        File.Copy(NativeProgram.Library, library);
        CopyManaged(_folder["package", "biotoken-simulator"]);
        return library;
    }

    private static void CopyManaged(string target)
    {
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(NativeProgram.Library)!, "biotoken-simulator")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    private static void GiveAway(string path)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can give a folder away.");
        ExternalProgram.Run("chown", [Nobody, path]);
    }

    private (int ExitCode, string Errors) Start(string library)
    {
        ProgramOutcome result = NativeProgram.Run("start", _tokens.Path, library, []);
        return (result.ExitCode, result.Errors);
    }

    private void AssertRefused(string library)
    {
        (int exitCode, string errors) = Start(library);
        Assert.Equal((int)CKR.GENERAL_ERROR, exitCode);
        string line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("BioToken simulator: ", line, StringComparison.Ordinal);
        Assert.Contains("belongs to another user", line, StringComparison.Ordinal);
    }
}
