using System.Globalization;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Errors;

namespace BioToken.Simulator.Tests;

/// <summary>Tests of directories that another user owns, and of symbolic links in the user's own directory.</summary>
public sealed class OwnershipTests : IDisposable
{
    private const string Nobody = "65534";

    private readonly StoredToken _token = new();
    private readonly TemporaryFolder _elsewhere = TemporaryFolder.InMemory();

    public OwnershipTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    public void Dispose()
    {
        _token.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void A_directory_of_another_user_is_refused()
    {
        GiveAway(_token.Path);
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);

        Assert.Contains("another user", Assert.Throws<SimulatorStoreException>(() => simulator.Tokens).Message, StringComparison.Ordinal);
        Assert.Throws<SimulatorStoreException>(() => simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" }));
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        Assert.Equal(CKR.DEVICE_ERROR, module.Initialize());
        BioTokenException refused = Assert.Throws<BioTokenException>(() => new SimulatedTokenModule(simulator).Start());
        Assert.Equal((BioTokenError.ModuleInitializationFailed, (ulong?)CKR.DEVICE_ERROR), (refused.Reason, refused.ReturnValue));
        Assert.Contains("another user", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_another_user_is_refused_and_hides_no_other()
    {
        string own = Create();
        GiveAway(_token.Folder);
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);

        DamagedToken refused = Assert.Single(simulator.DamagedTokens);
        Assert.Equal(_token.Serial, refused.SerialNumber);
        Assert.Contains("another user", refused.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(own, Assert.Single(simulator.Tokens).SerialNumber);
    }

    [Fact]
    public void A_directory_given_away_while_it_is_used_is_refused()
    {
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);
        Assert.Single(simulator.Tokens);
        GiveAway(_token.Folder);

        Assert.Throws<SimulatorStoreException>(() => simulator.Touch(_token.Serial, 1));
    }

    [Fact]
    public void A_link_in_the_place_of_a_token_is_not_followed()
    {
        Directory.Move(_token.Folder, _elsewhere["token"]);
        Directory.CreateSymbolicLink(_token.Folder, _elsewhere["token"]);
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);

        Assert.Empty(simulator.Tokens);
        Assert.Contains("symbolic link", Assert.Single(simulator.DamagedTokens).Problem.Message, StringComparison.Ordinal);
        simulator.DeleteToken(_token.Serial);
        Assert.True(File.Exists(_elsewhere["token", "state"]), "What the link leads to was deleted.");
        Assert.Empty(simulator.DamagedTokens);
    }

    [Fact]
    public void A_link_in_the_place_of_a_file_is_not_followed()
    {
        foreach (string path in new[] { _token.StatePath, _token.ObjectPaths[0] })
        {
            string moved = _elsewhere[Path.GetFileName(path)];
            File.Move(path, moved);
            File.CreateSymbolicLink(path, moved);
            Assert.Contains("symbolic link", _token.Use(), StringComparison.Ordinal);
            File.Delete(path);
            File.Move(moved, path);
            Assert.Null(_token.Use());
        }
    }

    [Theory]
    [InlineData("state.tmp")]
    [InlineData("lock")]
    public void A_link_where_a_file_is_written_is_not_followed(string name)
    {
        string target = _elsewhere.Write("precious", "precious"u8);
        File.Delete(Path.Combine(_token.Folder, name));
        File.CreateSymbolicLink(Path.Combine(_token.Folder, name), target);
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);

        Assert.Throws<SimulatorStoreException>(() => simulator.Touch(_token.Serial, 1));
        Assert.Equal("precious", File.ReadAllText(target));
    }

    [Fact]
    public void A_link_to_the_directory_itself_is_the_directory()
    {
        Directory.CreateSymbolicLink(_elsewhere["link"], _token.Path);
        using TokenSimulator simulator = TokenSimulator.Open(_elsewhere["link"] + Path.DirectorySeparatorChar);

        Assert.Equal(_token.Serial, Assert.Single(simulator.Tokens).SerialNumber);
    }

    [Fact]
    public void A_serial_number_as_long_as_a_name_can_be_is_deleted_like_any()
    {
        string name = new('S', 250);
        Directory.Move(_token.Folder, Path.Combine(_token.Path, name));
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);

        Assert.Equal(name, Assert.Single(simulator.DamagedTokens).SerialNumber);
        simulator.DeleteToken(name);
        Assert.Empty(simulator.DamagedTokens);
        Assert.Empty(Directory.GetDirectories(_token.Path));
    }

    private static void GiveAway(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can give a directory away.");
        ExternalProgram.Run("chown", [Nobody, path]);
    }

    private string Create()
    {
        using TokenSimulator simulator = TokenSimulator.Open(_token.Path);
        return simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", PinIterations = 1 }).SerialNumber;
    }
}
