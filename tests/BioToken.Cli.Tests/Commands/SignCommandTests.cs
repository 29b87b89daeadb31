using System.Security.Cryptography;
using System.Text;

namespace BioToken.Cli.Tests;

public sealed class SignCommandTests : IDisposable
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("입찰 금액 1,000원");

    private readonly Workplace _place = new();

    [Theory]
    [InlineData("sha256", false)]
    [InlineData("sha384", false)]
    [InlineData("sha512", false)]
    [InlineData("sha1", false)]
    [InlineData("sha256", true)]
    public async Task Sign_verifies_with_the_certificate(string hash, bool pss)
    {
        await PrepareAsync();
        (await SignAsync(["--hash", hash, .. pss ? (string[])["--pss"] : []])).Succeeded();

        using RSA key = TestIdentities.Current.Certificate.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(
            Data,
            await File.ReadAllBytesAsync(_place.PathOf("signature"), TestContext.Current.CancellationToken),
            new HashAlgorithmName(hash.ToUpperInvariant()),
            pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Sign_standard_input_with_a_named_certificate()
    {
        await PrepareAsync();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        CliResult result = (await _place.RunAsync(
            new TestTerminal(input: Data),
            "sign", "-", "--out", _place.PathOf("signature"), "--certificate", "5a0e2c9f", "--simulator", _place.Simulator,
            "--pin-file", _place.PinFile, "--json")).Succeeded();

        Assert.Equal("5A0E2C9F", result.Json.GetProperty("certificate").GetString());
        using RSA key = TestIdentities.Current.Certificate.GetRSAPublicKey()!;
        byte[] signature = await File.ReadAllBytesAsync(_place.PathOf("signature"), TestContext.Current.CancellationToken);
        Assert.True(key.VerifyData(Data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Sign_per_signature_token_shows_its_prompt()
    {
        _place.CreateToken("asam2072fp");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult result = (await SignAsync([])).Succeeded();
        Assert.Contains("Place your finger", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private async Task PrepareAsync()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
    }

    private Task<CliResult> SignAsync(string[] more)
    {
        File.WriteAllBytes(_place.PathOf("data"), Data);
        return _place.RunAsync(
            ["sign", _place.PathOf("data"), "--out", _place.PathOf("signature"), "--simulator", _place.Simulator,
                "--pin-file", _place.PinFile, .. more]);
    }
}
