namespace BioToken.Cli.Tests;

/// <summary>A SoftHSM2 token in a temporary folder: third-party software, behind its real PKCS#11 module.</summary>
internal sealed class SoftHsm
{
    public const string Module = "/usr/lib/softhsm/libsofthsm2.so";

    private readonly string _configuration;
    private readonly Workplace _place;

    private SoftHsm(Workplace place, string configuration) => (_place, _configuration) = (place, configuration);

    public static async Task<SoftHsm> CreateAsync(Workplace place, string label = "Bid")
    {
        Assert.SkipUnless(File.Exists(Module), "SoftHSM2 is not installed.");
        Directory.CreateDirectory(place.PathOf("softhsm"));
        SoftHsm token = new(place, place.Write(
            "softhsm2.conf", $"directories.tokendir = {place.PathOf("softhsm")}\nobjectstore.backend = file\nlog.level = ERROR\n"));
        (await token.RunAsync("softhsm2-util", ["--init-token", "--free", "--label", label, "--pin", Workplace.Pin,
            "--so-pin", "5555555555"])).Succeeded();
        return token;
    }

    /// <summary>Runs the built tool, or another program, with this token's configuration.</summary>
    public Task<CliResult> RunAsync(string program, string[] arguments, string? input = null)
        => Tool.RunAsync(program, arguments, input, ("SOFTHSM2_CONF", _configuration), ("LANG", "C.UTF-8"), ("LC_ALL", null), _place.State);

    /// <summary>Runs pkcs11-tool, logged in.</summary>
    public async Task<string> Pkcs11ToolAsync(params string[] arguments)
        => (await RunAsync("pkcs11-tool", ["--module", Module, "--login", "--pin", Workplace.Pin, .. arguments])).Succeeded().Output;
}
