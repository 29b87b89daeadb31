namespace BioToken.Npki.Tests;

/// <summary>Korean text and passwords need no culture data: containers often have none.</summary>
public sealed class InvariantGlobalizationTests
{
    [Fact]
    public void Korean_text_and_passwords_are_read_without_culture_data()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "BioToken.Npki.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        ProgramOutcome outcome = ExternalProgram.RunToEnd(
            program,
            [
                "-class", "BioToken.Npki.Tests.CaseTests", "-class", "BioToken.Npki.Tests.KoreanTextTests",
                "-class", "BioToken.Npki.Tests.EncryptedPrivateKeyTests",
            ],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" });
        string report = System.Text.Encoding.UTF8.GetString(outcome.Output);

        Assert.True(outcome.ExitCode == 0, report);
        Assert.Contains("Failed: 0", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", report, StringComparison.Ordinal);
    }
}
