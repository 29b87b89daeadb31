using System.Text;
using System.Text.RegularExpressions;
using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>The built tool with SoftHSM2's module, checked with pkcs11-tool and OpenSSL.</summary>
public sealed partial class SoftHsmTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Copy_sign_replace_and_erase_as_other_programs_see_it()
    {
        SoftHsm token = await SoftHsm.CreateAsync(_place);
        string folder = _place.WriteFolder(TestIdentities.Current);
        byte[] foreign = Encoding.UTF8.GetBytes("not part of any certificate");
        await File.WriteAllBytesAsync(_place.PathOf("foreign"), foreign, TestContext.Current.CancellationToken);
        await token.Pkcs11ToolAsync("--write-object", _place.PathOf("foreign"), "--type", "data", "--label", "foreign", "--private");

        (await CopyAsync(token, folder)).Succeeded();
        string[] first = await AssertOnTokenAsync(token);
        Assert.Contains(Convert.ToHexStringLower(TestIdentities.Current.Certificate.SubjectKeyIdentifier.Span), first);
        await AssertSignsAsync(token);

        (await CopyAsync(token, folder)).Succeeded();
        // Two pairs never share an id, so the new ones have ids of their own.
        Assert.Empty((await AssertOnTokenAsync(token)).Intersect(first));

        (await token.RunAsync(
            Tool.BioToken, ["erase", "5a0e2c9f", "--module", SoftHsm.Module, "--pin-file", _place.PinFile, "--yes"])).Succeeded();
        string left = await token.Pkcs11ToolAsync("-O");
        Assert.DoesNotContain("Certificate Object", left, StringComparison.Ordinal);
        Assert.DoesNotContain("Private Key Object", left, StringComparison.Ordinal);
        await token.Pkcs11ToolAsync("--read-object", "--type", "data", "--label", "foreign", "--output-file", _place.PathOf("read"));
        Assert.Equal(foreign, await File.ReadAllBytesAsync(_place.PathOf("read"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task Sign_with_each_digest_verifies_by_OpenSSL(string hash)
    {
        SoftHsm token = await SoftHsm.CreateAsync(_place);
        (await CopyAsync(token, _place.WriteFolder(TestIdentities.Other))).Succeeded();
        (await SignAsync(token, ["--hash", hash])).Succeeded();
        await AssertVerifiesAsync(TestIdentities.Other, hash);
    }

    [Fact]
    public async Task Copy_test_authority_needs_its_option()
    {
        SoftHsm token = await SoftHsm.CreateAsync(_place);
        string[] arguments = CopyArguments(_place.WriteFolder(TestIdentities.Other));
        foreach ((string language, string text) in new[] { ("en", "--allow-test-authority"), ("ko", "시험용 인증기관") })
        {
            CliResult refused = await token.RunAsync(Tool.BioToken, [.. arguments.Except(["--allow-test-authority"]), "--lang", language]);
            Assert.Equal(ExitCode.TestAuthority, refused.Code);
            Assert.Contains(text, refused.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Object", await token.Pkcs11ToolAsync("-O"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_the_token_as_unproven()
    {
        SoftHsm token = await SoftHsm.CreateAsync(_place, "입찰");
        CliResult result = (await token.RunAsync(Tool.BioToken, ["list", "--module", SoftHsm.Module])).Succeeded();

        Assert.Contains("입찰", result.Output, StringComparison.Ordinal);
        Assert.Contains("unverified on hardware", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_PIN_changes_nothing()
    {
        SoftHsm token = await SoftHsm.CreateAsync(_place);
        string[] arguments = CopyArguments(_place.WriteFolder(TestIdentities.Other));
        _place.Write("pin", "99999999");
        CliResult result = await token.RunAsync(Tool.BioToken, arguments);

        Assert.Equal(ExitCode.PinIncorrect, result.Code);
        Assert.DoesNotContain("Object", await token.Pkcs11ToolAsync("-O"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Module_that_does_not_start_has_its_own_code()
    {
        Assert.SkipUnless(File.Exists(SoftHsm.Module), "SoftHSM2 is not installed.");
        CliResult result = await Tool.RunAsync(
            Tool.BioToken,
            ["list", "--module", SoftHsm.Module],
            input: null,
            ("SOFTHSM2_CONF", _place.PathOf("nowhere.conf")),
            _place.State);
        Assert.Equal(ExitCode.ModuleInitializationFailed, result.Code);
    }

    [Fact]
    public async Task Library_that_is_no_module_has_its_own_code()
    {
        Assert.SkipUnless(File.Exists("/lib/x86_64-linux-gnu/libm.so.6"), "There is no such library here.");
        CliResult result = await Tool.RunAsync(
            Tool.BioToken, ["list", "--module", "/lib/x86_64-linux-gnu/libm.so.6"], input: null, _place.State);
        Assert.Equal(ExitCode.ModuleInvalid, result.Code);
    }

    [Fact]
    public async Task Copy_real_certificate_of_the_samples()
    {
        string? samples = Environment.GetEnvironmentVariable("BIOTOKEN_NPKI_SAMPLES");
        Assert.SkipUnless(samples is not null, "BIOTOKEN_NPKI_SAMPLES names no folder with real certificates.");
        SoftHsm token = await SoftHsm.CreateAsync(_place);
        string folder = Path.Combine(samples, "ktnet");
        string readme = await File.ReadAllTextAsync(Path.Combine(samples, "README.md"), TestContext.Current.CancellationToken);
        _place.Write("password", PasswordOfReadme().Match(readme).Groups["password"].Value);

        Assert.Equal(ExitCode.CertificateExpired, (await CopyAsync(token, folder)).Code);
        (await CopyAsync(token, folder, "--allow-expired")).Succeeded();
        (await SignAsync(token, [])).Succeeded();
        string objects = await token.Pkcs11ToolAsync("-O");
        Assert.Equal(2, CertificateObject().Count(objects));
        Assert.Contains("2c21f344048974c3243dcde2adc1e8365a52e547", objects, StringComparison.Ordinal);
        (await token.RunAsync(
            "openssl",
            ["x509", "-inform", "DER", "-in", Path.Combine(folder, "SignCert.der"), "-pubkey", "-noout", "-out", _place.PathOf("key.pem")]))
            .Succeeded();
        await VerifyAsync("sha256");
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> CopyAsync(SoftHsm token, string folder, params string[] more)
        => token.RunAsync(Tool.BioToken, CopyArguments(folder, more));

    private string[] CopyArguments(string folder, params string[] more) =>
    [
        "copy", folder, "--password-file", _place.PasswordFile, "--module", SoftHsm.Module, "--pin-file", _place.PinFile,
        "--allow-test-authority", "--yes", .. more,
    ];

    private Task<CliResult> SignAsync(SoftHsm token, string[] more)
    {
        _place.Write("data", "입찰 금액 1,000원");
        return token.RunAsync(
            Tool.BioToken,
            ["sign", _place.PathOf("data"), "--out", _place.PathOf("signature"), "--module", SoftHsm.Module,
                "--pin-file", _place.PinFile, .. more]);
    }

    /// <summary>
    /// Asserts that the token has the certificate and keys of both pairs, each pair with one id, and R; SoftHSM2 does not accept CKA_ID on
    /// data, so R has it in its label.
    /// </summary>
    /// <returns>The ids of the pairs.</returns>
    private static async Task<string[]> AssertOnTokenAsync(SoftHsm token)
    {
        string objects = await token.Pkcs11ToolAsync("-O");
        IGrouping<string, string>[] pairs = [.. ObjectId().Matches(objects).Select(match => match.Groups["id"].Value).GroupBy(id => id)];
        Assert.Equal(2, CertificateObject().Count(objects));
        Assert.Equal(2, Regex.Count(objects, "Private Key Object", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(2, Regex.Count(objects, "Public Key Object", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal([3, 3], pairs.Select(pair => pair.Count()));
        Assert.Contains(pairs, pair => objects.Contains("NPKI R " + pair.Key, StringComparison.Ordinal));
        return [.. pairs.Select(pair => pair.Key)];
    }

    private async Task AssertSignsAsync(SoftHsm token)
    {
        CliResult result = (await SignAsync(token, [])).Succeeded();
        Assert.DoesNotContain(Workplace.Pin, result.Output + result.Error, StringComparison.Ordinal);
        await AssertVerifiesAsync(TestIdentities.Current, "sha256");
    }

    private async Task AssertVerifiesAsync(Npki.Identities.NpkiIdentity identity, string hash)
    {
        await File.WriteAllBytesAsync(
            _place.PathOf("certificate.der"), identity.Certificate.Der.ToArray(), TestContext.Current.CancellationToken);
        (await Tool.RunAsync(
            "openssl",
            ["x509", "-inform", "DER", "-in", _place.PathOf("certificate.der"), "-pubkey", "-noout", "-out", _place.PathOf("key.pem")]))
            .Succeeded();
        await VerifyAsync(hash);
    }

    private async Task VerifyAsync(string hash)
    {
        CliResult verified = await Tool.RunAsync(
            "openssl",
            ["dgst", "-" + hash, "-verify", _place.PathOf("key.pem"), "-signature", _place.PathOf("signature"), _place.PathOf("data")]);
        Assert.Contains("Verified OK", verified.Succeeded().Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("Certificate Object", RegexOptions.None, 1000)]
    private static partial Regex CertificateObject();

    [GeneratedRegex("ID: +(?<id>[0-9a-f]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ObjectId();

    [GeneratedRegex("Password: `(?<password>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PasswordOfReadme();
}
