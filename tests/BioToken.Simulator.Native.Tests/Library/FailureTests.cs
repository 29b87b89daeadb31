using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Native.Tests.Library;

public sealed class FailureTests
{
    [Fact]
    public void A_library_without_its_managed_folder_says_what_is_missing_in_one_line()
    {
        using TokenDirectory tokens = new();
        using TemporaryFolder folder = new();
        string library = folder["alone.so"];
        File.Copy(NativeProgram.Library, library);
        ProgramOutcome result = NativeProgram.Run("start", tokens.Path, library, []);
        AssertOneLine(result, "BioToken.Simulator.Native.runtimeconfig.json is missing");
    }

    [Fact]
    public void A_computer_without_dotnet_is_told_of_in_one_line()
    {
        using TokenDirectory tokens = new();
        using TemporaryFolder folder = new();
        // An empty installation. The second variable takes precedence, and test hosts set it.
        string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToUpperInvariant();
        KeyValuePair<string, string?>[] empty = [new("DOTNET_ROOT", folder.Path), new("DOTNET_ROOT_" + architecture, folder.Path)];
        ProgramOutcome result = NativeProgram.Run("start", tokens.Path, NativeProgram.Library, empty);
        AssertOneLine(result, "Install the .NET 10 runtime");
    }

    [Fact]
    public void A_managed_part_of_another_build_is_refused_in_one_line()
    {
        using TokenDirectory tokens = new();
        using TemporaryFolder folder = new();
        string library = folder["broken.so"];
        File.Copy(NativeProgram.Library, library);
        CopyManaged(folder["biotoken-simulator"]);
        File.WriteAllBytes(folder["biotoken-simulator", "BioToken.Simulator.Native.dll"], [1, 2, 3]);
        ProgramOutcome result = NativeProgram.Run("start", tokens.Path, library, []);
        AssertOneLine(result, "could not be started");
    }

    [Fact]
    public void Tokens_of_another_user_are_told_of_in_one_line()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can give a directory away.");
        using TokenDirectory tokens = new();
        ExternalProgram.Run("chown", ["65534", tokens.Path]);
        AssertOneLine(NativeProgram.Run("start", tokens.Path, NativeProgram.Library, []), "another user", CKR.DEVICE_ERROR);
    }

    [Fact]
    public void A_file_in_the_place_of_the_tokens_directory_is_told_of_in_one_line()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("tokens", "none"u8);
        AssertOneLine(NativeProgram.Run("start", file, NativeProgram.Library, []), "is not a directory", CKR.DEVICE_ERROR);
    }

    [Fact]
    public void A_damaged_token_is_told_of_in_one_line_and_does_not_stop_the_others()
    {
        using TokenDirectory tokens = new();
        string state = Path.Combine(tokens.Path, tokens.Token.SerialNumber, "state");
        File.WriteAllBytes(state, [1, 2, 3]);
        AssertOneLine(NativeProgram.Run("start", tokens.Path, NativeProgram.Library, []), state, CKR.OK);
    }

    private static void CopyManaged(string target)
    {
        Directory.CreateDirectory(target);
        string source = Path.Combine(Path.GetDirectoryName(NativeProgram.Library)!, "biotoken-simulator");
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    private static void AssertOneLine(ProgramOutcome result, string expected, CKR answer = CKR.GENERAL_ERROR)
    {
        Assert.Equal((int)answer, result.ExitCode);
        string line = Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("BioToken simulator: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }
}
