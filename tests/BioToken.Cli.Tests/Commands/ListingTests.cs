using System.Text.Json;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;

namespace BioToken.Cli.Tests;

public sealed class ListingTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Vendors_prints_every_profile_as_unproven()
    {
        CliResult text = (await _place.RunAsync("vendors")).Succeeded();
        CliResult json = (await _place.RunAsync("vendors", "--json")).Succeeded();

        CliResult korean = (await _place.RunAsync("vendors", "--lang", "ko")).Succeeded();
        Assert.Contains("Verified on hardware: no" + Environment.NewLine, text.Output, StringComparison.Ordinal);
        Assert.Contains("실제 장치 검증: 아니요" + Environment.NewLine, korean.Output, StringComparison.Ordinal);
        JsonElement vendors = json.Json.GetProperty("vendors");
        Assert.Equal(VendorCatalog.Default.Profiles.Count, vendors.GetArrayLength());
        Assert.All(vendors.EnumerateArray(), vendor => Assert.False(vendor.GetProperty("verifiedOnHardware").GetBoolean()));
    }

    [Fact]
    public async Task List_tells_what_the_tokens_are()
    {
        _place.CreateToken("bio-hsm", "A");
        _place.CreateToken("ksid", "B");
        CliResult text = (await _place.RunAsync("list", "--simulator", _place.Simulator)).Succeeded();
        CliResult json = (await _place.RunAsync("list", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Contains("SIMULATED A", text.Output, StringComparison.Ordinal);
        Assert.Contains("fingerprint → PIN", text.Output, StringComparison.Ordinal);
        JsonElement first = json.Json.GetProperty("tokens")[0];
        Assert.Equal("SIMULATED A", first.GetProperty("label").GetString());
        Assert.True(first.GetProperty("simulated").GetBoolean());
        Assert.Equal("ready", first.GetProperty("pinState").GetString());
        Assert.Equal(JsonValueKind.Null, json.Json.GetProperty("tokens")[1].GetProperty("freeMemory").ValueKind);
    }

    [Fact]
    public async Task List_nothing_plugged_in_is_an_empty_list()
    {
        _place.CreateToken(with: options => options with { IsInserted = false });
        CliResult result = (await _place.RunAsync("list", "--simulator", _place.Simulator, "--json")).Succeeded();
        Assert.Equal(0, result.Json.GetProperty("tokens").GetArrayLength());
    }

    [Fact]
    public async Task Certificates_lists_what_cannot_be_read_with_the_reason()
    {
        _place.CreateToken();
        _place.AddObject(
            CKO.CERTIFICATE, (CKA.LABEL, "broken"u8.ToArray()), (CKA.ID, [0xAB, 0xCD]), (CKA.VALUE, [1, 2, 3]), (CKA.SUBJECT, [0x30, 0]));
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult text = (await _place.RunAsync("certificates", "--simulator", _place.Simulator)).Succeeded();
        CliResult json = (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Contains("Objects that cannot be read:", text.Output, StringComparison.Ordinal);
        Assert.Contains("certificate, \"broken\", abcd, SHA-256 ", text.Output, StringComparison.Ordinal);
        JsonElement listed = Assert.Single(json.Json.GetProperty("unreadable").EnumerateArray());
        Assert.Equal("notACertificate", listed.GetProperty("reason").GetString());
        Assert.Equal("broken", listed.GetProperty("object").GetProperty("label").GetString());
        Assert.Equal(1, json.Json.GetProperty("certificates").GetArrayLength());
    }

    [Theory]
    [InlineData("A")]
    [InlineData("SIMULATED A")]
    public async Task Certificates_token_is_named_with_or_without_the_prefix(string name)
    {
        _place.CreateToken("generic", "A");
        _place.CreateToken("generic", "B");
        CliResult result = (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--token", name,
            "--json")).Succeeded();
        Assert.Equal("SIMULATED A", result.Json.GetProperty("token").GetProperty("label").GetString());
    }

    [Fact]
    public async Task Certificates_token_is_named_by_its_serial_number()
    {
        _place.CreateToken("generic", "A");
        string serial = _place.CreateToken("generic", "B").SerialNumber;
        CliResult result = (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--token", serial,
            "--json")).Succeeded();
        Assert.Equal("SIMULATED B", result.Json.GetProperty("token").GetProperty("label").GetString());
    }

    [Fact]
    public async Task Certificates_private_key_and_R_are_visible_only_after_login()
    {
        _place.CreateToken("bio-seal");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult before = (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--json")).Succeeded();
        CliResult after = (await _place.RunAsync(
            "certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--json")).Succeeded();

        JsonElement hidden = before.Json.GetProperty("certificates").EnumerateArray().Single();
        JsonElement seen = after.Json.GetProperty("certificates").EnumerateArray().Single();
        Assert.False(hidden.GetProperty("privateKeyVisible").GetBoolean());
        Assert.False(hidden.GetProperty("randomValueVisible").GetBoolean());
        Assert.True(seen.GetProperty("privateKeyVisible").GetBoolean());
        Assert.True(seen.GetProperty("randomValueVisible").GetBoolean());
        Assert.Equal("사업자 범용", seen.GetProperty("certificate").GetProperty("purposeKorean").GetString());
        Assert.NotEqual(JsonValueKind.Null, seen.GetProperty("keyManagement").ValueKind);
    }

    [Fact]
    public async Task Certificates_as_text_are_bilingual()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult korean = (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--lang", "ko")).Succeeded();
        CliResult english = (await _place.RunAsync("certificates", "--simulator", _place.Simulator)).Succeeded();

        Assert.Contains("용도: 사업자 범용", korean.Output, StringComparison.Ordinal);
        Assert.Contains("Purpose: business, general purpose", english.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}
