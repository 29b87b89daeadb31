using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>Failures of tokens, PINs and fingers.</summary>
internal static class TokenFailures
{
    private const string WrongPin = "99999999";

    public static IEnumerable<FailureCase> All =>
    [
        new("no token plugged in", ExitCode.TokenNotFound, "No token is plugged in", "연결되어 있지 않습니다", place =>
        {
            place.CreateToken(with: options => options with { IsInserted = false });
            return Login(place);
        }),
        new("token of another name", ExitCode.TokenNotFound, "SIMULATED Test", "찾을 수 없습니다", place =>
        {
            place.CreateToken();
            return [.. Login(place), "--token", "Nobody"];
        }),
        new("several tokens", ExitCode.SeveralTokens, "--token LABEL", "여러 개", place =>
        {
            place.CreateToken(label: "A");
            place.CreateToken(label: "B");
            return Login(place);
        }),
        new("wrong PIN", ExitCode.PinIncorrect, "4 attempts left", "4번", place =>
        {
            place.CreateToken("bio-seal");
            return Login(place, WrongPin);
        }),
        new("PIN locked before", ExitCode.PinLocked, "1577-8787", "1577-8787", async place =>
        {
            place.CreateToken(with: options => options with { MaxPinAttempts = 1 });
            await place.RunAsync([.. Login(place, WrongPin), "--allow-final-try"]);
            return Login(place);
        }),
        new("last PIN try", ExitCode.FinalPinAttempt, "--allow-final-try", "--allow-final-try", place =>
        {
            place.CreateToken(with: options => options with { MaxPinAttempts = 1 });
            return Login(place);
        }),
        new("PIN too short", ExitCode.PinLengthInvalid, "8 to 32 bytes", "8~32바이트", place =>
        {
            place.CreateToken("bio-seal");
            return Login(place, "1");
        }),
        new("PIN empty", ExitCode.PinLengthInvalid, "4 to 64 bytes", "4~64바이트", place =>
        {
            place.CreateToken();
            return Login(place, "");
        }),
        Finger("finger does not match", ExitCode.FingerprintMismatch, "does not match", "일치하지 않습니다", "wrong"),
        new("finger blocked", ExitCode.FingerprintBlocked, "blocked", "차단", async place =>
        {
            place.CreateToken("bio-seal", with: options => options with { MaxFingerprintAttempts = 1, Script = "wrong" });
            await place.RunAsync(Login(place));
            return Login(place);
        }),
        Finger(
            "no finger in time",
            ExitCode.FingerprintTimeout,
            "--fingerprint-timeout",
            "--fingerprint-timeout",
            "walk-away*9",
            "--fingerprint-timeout",
            "0.3"),
        new("no finger in the device's own time", ExitCode.FingerprintTimeout, "Timed out", "시간", place =>
        {
            place.CreateToken(
                "bio-seal", with: options => options with { FingerprintTimeout = TimeSpan.FromSeconds(0.3), Script = "walk-away*9" });
            return Login(place);
        }),
        Finger("canceled on the device", ExitCode.CanceledOnDevice, "canceled on the token", "취소", "cancel"),
        Finger("token pulled out", ExitCode.TokenRemoved, "unplugged", "연결이 끊어졌습니다", "remove"),
        new("token full", ExitCode.TokenFull, "enough space", "공간이 부족", place =>
        {
            place.CreateToken(with: options => options with { Memory = 3000 });
            return place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--yes");
        }),
        new("token full that does not tell its memory", ExitCode.TokenFull, "enough space", "공간이 부족", place =>
        {
            place.CreateToken("ksid", with: options => options with { Memory = 3000 });
            return place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--yes");
        }),
        new("finger for the proof of a new key does not match", ExitCode.FingerprintMismatch, "does not match", "일치하지 않습니다", place =>
        {
            place.CreateToken("asam2072fp", with: options => options with { Script = "wrong" });
            return place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--yes");
        }),
        new("serial to replace not there", ExitCode.CertificateNotOnToken, "DEADBEEF", "DEADBEEF", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
            place.Write("pin", WrongPin);
            return place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--replace", "DEADBEEF", "--yes");
        }),
        new("serial to replace on an empty token", ExitCode.CertificateNotOnToken, "no certificate on the token", "인증서가 없어", place =>
        {
            place.CreateToken();
            return place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--replace", "DEADBEEF", "--yes");
        }),
        new("same certificate beside the one to replace", ExitCode.AlreadyOnToken, "identical certificate", "동일한 인증서", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
            return place.CopyArguments(place.WriteFolder(TestIdentities.Current), "--replace", "4B000001", "--yes");
        }),
        new("certificate to erase not there", ExitCode.CertificateNotOnToken, "DEADBEEF", "DEADBEEF", place =>
        {
            place.CreateToken();
            return ["erase", "DEADBEEF", "--simulator", place.Simulator, "--pin-file", place.PinFile, "--yes"];
        }),
        new("no key to sign with", ExitCode.NoSigningKey, "biotoken copy", "biotoken copy", place =>
        {
            place.CreateToken();
            return Sign(place);
        }),
        new("signature that is none", ExitCode.SignatureInvalid, "wrong signature", "잘못된 서명", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
            place.SetFaults("C_Sign#* before CKR_OK");
            return Sign(place);
        }),
        new("signature that is too short", ExitCode.SignatureInvalid, "wrong signature", "잘못된 서명", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
            place.SetFaults("C_Sign#* length -1");
            return Sign(place);
        }),
        new("key that the module refuses", ExitCode.KeyNotSupported, "does not support a key of this size", "이 길이의 키", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
            place.SetFaults("C_SignInit#* before CKR_KEY_SIZE_RANGE");
            return Sign(place);
        }),
        new("several keys to sign with", ExitCode.SeveralCertificates, "--certificate", "--certificate", async place =>
        {
            place.CreateToken();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
            (await place.CopyAsync(place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
            return Sign(place);
        }),
    ];

    private static FailureCase Finger(string name, ExitCode code, string english, string korean, string script, params string[] more)
        => new(name, code, english, korean, place =>
        {
            place.CreateToken("bio-seal", with: options => options with { Script = script });
            return [.. Login(place), .. more];
        });

    private static string[] Login(Workplace place, string pin = Workplace.Pin)
        => ["certificates", "--simulator", place.Simulator, "--pin-file", place.Write("typed-pin", pin)];

    private static string[] Sign(Workplace place)
        => ["sign", place.PinFile, "--out", place.PathOf("signature"), "--simulator", place.Simulator, "--pin-file", place.PinFile];
}
