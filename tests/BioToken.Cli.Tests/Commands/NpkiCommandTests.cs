using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text.Json;
using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;

namespace BioToken.Cli.Tests;

public sealed class NpkiCommandTests : IDisposable
{
    private const string NewPassword = "Other#pass77";

    private readonly Workplace _place = new();

    [Fact]
    public async Task List_finds_folders_below_a_place()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = (await _place.RunAsync("npki", "list", Path.GetFullPath(Path.Combine(folder, "..", "..", "..")),
            "--json")).Succeeded();

        JsonElement found = result.Json.GetProperty("folders").EnumerateArray().Single();
        Assert.Equal(folder, found.GetProperty("path").GetString());
        Assert.Equal("5A0E2C9F", found.GetProperty("certificate").GetProperty("serialNumber").GetString());
    }

    [Fact]
    public async Task List_as_text_names_the_purpose()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = (await _place.RunAsync("npki", "list", folder, "--lang", "ko")).Succeeded();
        Assert.Contains("사업자 범용", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "(km): none")]
    [InlineData("ko", "(km): 없음")]
    public async Task Show_says_that_there_is_no_key_management_certificate(string language, string text)
    {
        string folder = _place.WriteFolder(TestIdentities.WithoutR);
        CliResult result = (await _place.RunAsync("npki", "show", folder, "--lang", language)).Succeeded();
        Assert.Contains(text, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Purpose_of_an_unknown_policy_says_that_it_is_not_known()
    {
        NpkiCertificate certificate = TestIdentities.Current.Certificate;
        byte[] der = certificate.Der.ToArray();
        // The last arc of the policy is the last byte of its object identifier.
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(certificate.Purpose.PolicyOid!);
        der[der.AsSpan().IndexOf(writer.Encode()) + writer.GetEncodedLength() - 1] = 0x7B;
        NpkiCertificate unknown = NpkiCertificate.Parse(der);

        // In the language that an earlier run of the tool has set, if any.
        Assert.Equal(Texts.Format("PurposeUnknown", unknown.PolicyOids[0]), Descriptions.Purpose(unknown.Purpose));
        Assert.Equal(certificate.Purpose.ToString(), Descriptions.Purpose(certificate.Purpose));
    }

    [Fact]
    public async Task Show_without_password_tells_the_scheme()
    {
        CliResult result = (await _place.RunAsync("npki", "show", _place.WriteFolder(TestIdentities.Current), "--json")).Succeeded();

        JsonElement encryption = result.Json.GetProperty("encryption");
        Assert.Equal("1.2.410.200004.1.15", encryption.GetProperty("algorithm").GetString());
        Assert.Equal(2048, encryption.GetProperty("iterations").GetInt32());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("key").ValueKind);
    }

    [Theory]
    [InlineData(TestIdentities.Number, "match")]
    [InlineData("123-45-67890", "match")]
    [InlineData("9999999999", "mismatch")]
    public async Task Show_with_password_proves_the_key_and_checks_the_number(string number, string expected)
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = (await _place.RunAsync(
            "npki", "show", folder, "--password-file", _place.PasswordFile,
            "--identity-number-file", _place.Write("number", number), "--json")).Succeeded();

        JsonElement key = result.Json.GetProperty("key");
        Assert.True(key.GetProperty("hasRandomValue").GetBoolean());
        Assert.Equal(expected, key.GetProperty("identityNumberCheck").GetString());
        string random = Convert.ToHexString(TestIdentities.Current.PrivateKey.RandomValue);
        Assert.DoesNotContain(random, result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(number, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_says_that_identity_checks_will_fail_without_R()
    {
        string folder = _place.WriteFolder(TestIdentities.WithoutRandomValue);
        string[] arguments = ["npki", "show", folder, "--password-file", _place.PasswordFile];

        CliResult json = (await _place.RunAsync([.. arguments, "--json"])).Succeeded();
        Assert.False(json.Json.GetProperty("key").GetProperty("hasRandomValue").GetBoolean());
        Assert.True(json.Json.GetProperty("key").GetProperty("identityChecksFail").GetBoolean());
        Assert.Contains("will fail", (await _place.RunAsync([.. arguments, "--lang", "en"])).Output, StringComparison.Ordinal);
        Assert.Contains("신원확인", (await _place.RunAsync([.. arguments, "--lang", "ko"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_and_list_say_that_a_name_with_the_VID_cannot_be_read()
    {
        string folder = OddFolders.WithUnreadableName(_place);
        CliResult text = (await _place.RunAsync("npki", "show", folder, "--password-file", _place.PasswordFile)).Succeeded();
        CliResult listed = (await _place.RunAsync("npki", "list", folder)).Succeeded();
        CliResult json = (await _place.RunAsync("npki", "show", folder, "--password-file", _place.PasswordFile, "--json")).Succeeded();

        Assert.Contains("Problem: the subjectAltName", text.Output, StringComparison.Ordinal);
        Assert.Contains("Identity checks: will fail: the VID in the certificate cannot be read", text.Output, StringComparison.Ordinal);
        Assert.Contains("Problem: the subjectAltName", listed.Output, StringComparison.Ordinal);
        Assert.True(json.Json.GetProperty("key").GetProperty("identityChecksFail").GetBoolean());
        Assert.True(json.Json.GetProperty("certificate").GetProperty("identifyDataUnreadable").GetBoolean());
    }

    [Theory]
    [InlineData("R missing", "randomValueMissing", "the key has no random value R")]
    [InlineData("R unusable", "randomValueUnusable", "the random value R in the key cannot be read")]
    [InlineData("VID unreadable", "vidUnreadable", "the VID in the certificate cannot be read")]
    public async Task Show_says_what_an_identity_number_cannot_be_checked_for(string what, string problem, string english)
    {
        string folder = what switch
        {
            "R missing" => _place.WriteFolder(TestIdentities.WithoutR),
            "R unusable" => OddFolders.WithUnusableR(_place),
            _ => OddFolders.WithUnreadableName(_place),
        };
        string[] arguments =
        [
            "npki",
            "show",
            folder,
            "--password-file",
            _place.PasswordFile,
            "--identity-number-file",
            _place.Write("number", TestIdentities.Number),
        ];
        JsonElement key = (await _place.RunAsync([.. arguments, "--json"])).Succeeded().Json.GetProperty("key");
        CliResult text = (await _place.RunAsync(arguments)).Succeeded();

        Assert.Equal("notAvailable", key.GetProperty("identityNumberCheck").GetString());
        Assert.Equal(problem, key.GetProperty("identityNumberProblem").GetString());
        Assert.Contains($"cannot be checked: {english}{Environment.NewLine}", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password_of_both_keys_names_the_folder_and_no_file()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        string wrong = _place.Write("wrong", "wrong");
        CliResult result = await _place.RunAsync(
            "npki", "password", folder, "--password-file", wrong, "--new-password-file", _place.Write("new", NewPassword));

        Assert.Equal(ExitCode.PasswordIncorrect, result.Code);
        Assert.Contains($"Error: {folder}: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_and_show_name_a_certificate_that_cannot_sign_without_a_password()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        File.Move(Path.Combine(folder, "kmCert.der"), Path.Combine(folder, "signCert.der"), overwrite: true);
        File.Move(Path.Combine(folder, "kmPri.key"), Path.Combine(folder, "signPri.key"), overwrite: true);

        foreach (string command in new[] { "list", "show" })
        {
            CliResult result = (await _place.RunAsync("npki", command, folder, "--lang", "en")).Succeeded();
            Assert.Contains(
                "cannot sign",
                string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Show_with_R_says_nothing_of_identity_checks()
    {
        CliResult result = (await _place.RunAsync(
            "npki",
            "show",
            _place.WriteFolder(TestIdentities.Current),
            "--password-file",
            _place.PasswordFile,
            "--lang",
            "en")).Succeeded();
        Assert.DoesNotContain("will fail", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signCert.der")]
    [InlineData("kmPri.key")]
    public async Task Show_takes_one_of_the_files_for_its_folder(string name)
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = (await _place.RunAsync("npki", "show", Path.Combine(folder, name), "--json")).Succeeded();
        Assert.Equal(folder, result.Json.GetProperty("path").GetString());
    }

    [Fact]
    public async Task List_and_show_name_a_PKCS12_file_for_what_it_is()
    {
        Directory.CreateDirectory(_place.PathOf("exported"));
        string file = _place.PathOf(Path.Combine("exported", "cert.pfx"));
        File.WriteAllBytes(file, [0x30, 0x00]);

        CliResult shown = await _place.RunAsync("npki", "show", file);
        Assert.Equal(ExitCode.FileOtherKind, shown.Code);
        Assert.Contains("PKCS#12", shown.Error, StringComparison.Ordinal);
        Assert.Contains("PKCS#12", (await _place.RunAsync("npki", "list", _place.PathOf("exported"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_changes_both_keys()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        (await _place.RunAsync(
            "npki", "password", folder, "--password-file", _place.PasswordFile,
            "--new-password-file", _place.Write("new", NewPassword))).Succeeded();

        using NpkiIdentity opened = NpkiIdentity.Open(folder, NewPassword);
        Assert.NotNull(opened.KeyManagementKey);
    }

    [Fact]
    public async Task Password_weak_new_one_is_refused_and_nothing_changes()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = await _place.RunAsync(
            "npki", "password", folder, "--password-file", _place.PasswordFile,
            "--new-password-file", _place.Write("new", "weak"), "--json");

        Assert.Equal(ExitCode.PasswordRejected, result.Code);
        Assert.Contains(
            "tooShort", result.Json.GetProperty("error").GetProperty("violations").EnumerateArray().Select(rule => rule.GetString()));
        NpkiIdentity.Open(folder, Workplace.Password).Dispose();
    }

    [Fact]
    public async Task Password_goes_on_where_a_change_was_killed_between_two_keys()
    {
        NpkiFolder folder = NpkiFolder.Read(_place.WriteFolder(TestIdentities.Current));
        string[] keys = [Path.Combine(folder.Path, "signPri.key"), Path.Combine(folder.Path, "kmPri.key")];
        byte[][] old = [.. keys.Select(File.ReadAllBytes)];
        folder.ChangePassword(Workplace.Password, NewPassword);
        string[] lines = [.. keys.Select((key, i) => $"{Hash(old[i])} {Hash(File.ReadAllBytes(key))} {Path.GetFileName(key)}")];
        for (int i = 0; i < keys.Length; i++)
            File.WriteAllBytes(keys[i] + ".biotoken-old", old[i]);
        File.WriteAllBytes(keys[1], old[1]);
        File.WriteAllText(Path.Combine(folder.Path, ".biotoken-change"), $"BioToken password change 1\n{string.Join('\n', lines)}\n");

        (await _place.RunAsync(
            "npki", "password", folder.Path, "--password-file", _place.PasswordFile,
            "--new-password-file", _place.Write("new", NewPassword))).Succeeded();

        NpkiIdentity.Open(folder.Path, NewPassword).Dispose();
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);

        static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
    }

    [Fact]
    public async Task Password_policy_none_takes_any()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        (await _place.RunAsync(
            "npki", "password", folder, "--password-file", _place.PasswordFile, "--new-password-file", _place.Write("new", "1"),
            "--policy", "none"))
            .Succeeded();
        NpkiIdentity.Open(folder, "1").Dispose();
    }

    [Fact]
    public async Task Password_person_types_it_twice()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        TestTerminal terminal = new($"{Workplace.Password}\r{NewPassword}\r{NewPassword}\r");
        (await _place.RunAsync(terminal, "npki", "password", folder)).Succeeded();
        NpkiIdentity.Open(folder, NewPassword).Dispose();
    }

    [Fact]
    public async Task Password_typed_differently_changes_nothing()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        TestTerminal terminal = new($"{Workplace.Password}\r{NewPassword}\r{NewPassword}x\r\e");
        CliResult result = await _place.RunAsync(terminal, "npki", "password", folder);

        Assert.Equal(ExitCode.Canceled, result.Code);
        Assert.Contains("do not match", result.Error, StringComparison.Ordinal);
        NpkiIdentity.Open(folder, Workplace.Password).Dispose();
    }

    [Theory]
    [InlineData("Bid!pass2026", "industry2014", ExitCode.Ok)]
    [InlineData("Bid!pass1234", "industry2014", ExitCode.Ok)]
    [InlineData("Bid!pass1234", "kica-strict", ExitCode.PasswordRejected)]
    [InlineData("short1!", "industry2014", ExitCode.PasswordRejected)]
    [InlineData("x", "none", ExitCode.Ok)]
    public async Task Check_applies_the_policy(string password, string policy, object code)
    {
        CliResult result = await _place.RunAsync(
            "password", "check", "--password-file", _place.Write("new", password), "--policy", policy);
        Assert.Equal(code, result.Code);
    }

    [Fact]
    public async Task Check_refusal_names_the_rules_in_Korean()
    {
        CliResult result = await _place.RunAsync("password", "check", "--password-file", _place.Write("new", "short1!"), "--lang", "ko");
        Assert.Contains("10", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("오류:", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}
