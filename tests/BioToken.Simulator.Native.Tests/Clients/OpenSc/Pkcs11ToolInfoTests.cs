using System.Security.Cryptography;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

public sealed class Pkcs11ToolInfoTests : IDisposable
{
    private readonly ClientBench _bench = new([Pkcs11Tool.Program]);
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolInfoTests() => _tool = new(_bench);

    [Fact]
    public void List_slots_shows_the_token_with_its_flags()
    {
        string text = _tool.Pass("--list-slots");

        Assert.Contains($"token label        : {ClientBench.Label}", text, StringComparison.Ordinal);
        Assert.Contains($"serial num         : {_bench.Serial}", text, StringComparison.Ordinal);
        Assert.Contains("login required, rng, token initialized, PIN initialized", text, StringComparison.Ordinal);
        Assert.Contains("pin min/max        : 4/64", text, StringComparison.Ordinal);
    }

    [Fact]
    public void List_slots_shows_every_token()
    {
        string second = _bench.Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "bio-hsm" }).SerialNumber;

        string text = _tool.Pass("--list-token-slots");

        Assert.Contains(_bench.Serial, text, StringComparison.Ordinal);
        Assert.Contains(second, text, StringComparison.Ordinal);
    }

    [Fact]
    public void List_slots_shows_an_empty_slot_when_the_token_is_removed()
    {
        _bench.Simulator.Remove(_bench.Serial);

        Assert.Contains("(empty)", _tool.Pass("--list-slots"), StringComparison.Ordinal);
    }

    [Fact]
    public void List_interfaces_shows_both_versions()
    {
        string text = _tool.Pass("--list-interfaces");

        Assert.Contains("version: 3.0", text, StringComparison.Ordinal);
        Assert.Contains("version: 2.40", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RSA-PKCS-KEY-PAIR-GEN, keySize={2048,4096}, hw, generate_key_pair")]
    [InlineData("RSA-PKCS, keySize={2048,4096}, hw, encrypt, decrypt, sign, verify")]
    [InlineData("RSA-PKCS-OAEP, keySize={2048,4096}, hw, encrypt, decrypt")]
    [InlineData("SHA256-RSA-PKCS-PSS, keySize={2048,4096}, hw, sign, verify")]
    [InlineData("ECDSA, keySize={256,384}, hw, sign, verify")]
    [InlineData("ECDSA-KEY-PAIR-GEN, keySize={256,384}, hw, generate_key_pair")]
    [InlineData("SHA256, hw, digest")]
    [InlineData("mechtype-0x652, ")]
    public void List_mechanisms_shows_each_with_its_sizes_and_uses(string expected)
        => Assert.Contains(expected, _tool.Pass("--list-mechanisms"), StringComparison.Ordinal);

    [Fact]
    public void Generate_random_gives_other_bytes_each_time()
    {
        string first = _bench.Folder["first"];
        string second = _bench.Folder["second"];

        _tool.Pass("--generate-random", "64", "--output-file", first);
        _tool.Pass("--generate-random", "64", "--output-file", second);

        Assert.Equal(64, new FileInfo(first).Length);
        Assert.NotEqual(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Theory]
    [InlineData("SHA-1", "SHA1")]
    [InlineData("SHA256", "SHA256")]
    [InlineData("SHA384", "SHA384")]
    [InlineData("SHA512", "SHA512")]
    [InlineData("MD5", "MD5")]
    public void Hash_is_that_of_the_data(string mechanism, string algorithm)
    {
        byte[] data = RandomNumberGenerator.GetBytes(5000);
        string output = _bench.Folder["hash"];

        _tool.Pass("--hash", "-m", mechanism, "--input-file", _bench.Write("data", data), "--output-file", output);

        Assert.Equal(CryptographicOperations.HashData(new HashAlgorithmName(algorithm), data), File.ReadAllBytes(output));
    }

    public void Dispose() => _bench.Dispose();
}
