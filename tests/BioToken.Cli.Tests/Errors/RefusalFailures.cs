using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Cli.Errors;
using BioToken.Simulator.Faults;

namespace BioToken.Cli.Tests;

/// <summary>Certificates that may not be written to a token, or may not replace another.</summary>
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
        new("R unusable where the old certificate has it", ExitCode.RandomValueMissing, "cannot be read", "읽을 수 없습니다", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
            return place.CopyArguments(OddFolders.WithUnusableR(place), "--replace", StoppedCopy.OldSerial, "--yes");
        }),
        new("key too small for the token", ExitCode.KeyNotSupported, "1024-bit", "1024비트", place =>
        {
            place.CreateToken();
            return place.CopyArguments(place.WriteFolder(TestIdentities.Small), "--yes");
        }),
        new("key too small, and the old certificate is hidden", ExitCode.KeyNotSupported, "1024-bit", "1024비트", place =>
        {
            place.CreateToken(with: options => options with { Faults = FaultPlan.Parse("C_Login#* before CKR_PIN_LOCKED") });
            return place.CopyArguments(place.WriteFolder(TestIdentities.Small), "--replace", StoppedCopy.OldSerial, "--yes");
        }),
        new("plan of an EC key", ExitCode.UnknownAlgorithm, "RSA key", "RSA", place =>
        {
            place.CreateToken();
            return ["plan", WriteEcFolder(place), "--password-file", place.PasswordFile, "--simulator", place.Simulator];
        }),
    ];

    private static string WriteEcFolder(Workplace place)
    {
        string folder = Directory.CreateDirectory(place.PathOf("ec")).FullName;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=EC,O=SIMULATED,C=KR", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(100));
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, iterationCount: 2048);
        File.WriteAllBytes(Path.Combine(folder, "signCert.der"), certificate.RawData);
        File.WriteAllBytes(Path.Combine(folder, "signPri.key"), key.ExportEncryptedPkcs8PrivateKey(Workplace.Password, encryption));
        return folder;
    }
}
