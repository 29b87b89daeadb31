using BioToken.Simulator;

namespace BioToken.Cli.Tests;

/// <summary>Certificates that are not written to a token, or not in the place of another.</summary>
internal static class RefusalFailures
{
    public static IEnumerable<FailureCase> All =>
    [
        new("R missing where the old certificate has it", ExitCode.RandomValueMissing, "--allow-missing-r", "--allow-missing-r", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
            return place.CopyArguments(place.WriteFolder(TestIdentities.WithoutR), "--replace", StoppedCopy.OldSerial, "--yes");
        }),
        new("key too small for the token", ExitCode.KeyNotSupported, "1024-bit", "1024비트", place =>
        {
            place.CreateToken();
            return place.CopyArguments(place.WriteFolder(TestIdentities.Small), "--yes");
        }),
        new("plan of a key too small for the token", ExitCode.KeyNotSupported, "1024-bit", "1024비트", place =>
        {
            place.CreateToken();
            return ["plan", place.WriteFolder(TestIdentities.Small), "--password-file", place.PasswordFile, "--simulator", place.Simulator];
        }),
        new("key too small, and the certificate to replace can be seen only after the login", ExitCode.KeyNotSupported, "1024-bit", "1024비트", place =>
        {
            place.CreateToken(with: options => options with { Faults = FaultPlan.Parse("C_Login#* before CKR_PIN_LOCKED") });
            return place.CopyArguments(place.WriteFolder(TestIdentities.Small), "--replace", StoppedCopy.OldSerial, "--yes");
        }),
    ];
}
