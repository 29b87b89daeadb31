using System.Runtime.InteropServices;

namespace BioToken.Simulator.Native.Tests.Clients.Pkcs11Interop;

/// <summary>
/// Pkcs11Interop, through which most .NET programs reach PKCS#11 modules: over the shared library, and over the same tokens in process, which
/// must not differ.
/// </summary>
public sealed class Pkcs11InteropTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Describes_the_token(bool inProcess)
    {
        using ClientBench bench = new(["openssl"]);

        Dictionary<string, string> printed = Run(bench, inProcess, "describe");

        Assert.Equal(
            (ClientBench.Label, bench.Serial, "False", "4096", "False"),
            (printed["label"], printed["serial"], printed["protected path"], printed["RSA"], printed["event"]));
        Assert.Contains("SIMULATED", printed["manufacturer"], StringComparison.OrdinalIgnoreCase);
        Assert.True(int.Parse(printed["mechanisms"], System.Globalization.CultureInfo.InvariantCulture) > 10);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signs_after_a_login_with_the_PIN(bool inProcess)
    {
        using ClientBench bench = new(["openssl"]);
        await bench.WriteIdentityAsync();

        AssertSigned(bench, Run(bench, inProcess, "sign", ClientBench.UserPin, ClientBench.SigningId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signs_after_a_login_without_a_PIN_and_a_touch(bool inProcess)
    {
        using ClientBench bench = Fingerprint.FingerprintBench.Create(options => options with { Script = "right*9" }, "openssl");
        await bench.WriteIdentityAsync();
        int touched = bench.Token.ScriptPosition;

        Dictionary<string, string> printed = Run(bench, inProcess, "sign", "", ClientBench.SigningId);

        AssertSigned(bench, printed);
        Assert.Equal(touched + 1, bench.Token.ScriptPosition);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signs_with_a_finger_for_each_signature(bool inProcess)
    {
        using ClientBench bench = new(["openssl"], options => options with { Vendor = "asam2072fp", Script = "right*20" });
        await bench.WriteIdentityAsync();

        Dictionary<string, string> printed = Run(bench, inProcess, "sign-each", ClientBench.UserPin, ClientBench.SigningId);

        Assert.Equal("C_Sign CKR_USER_NOT_LOGGED_IN", printed["without a finger"]);
        Verify(bench, printed["signature"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writes_reads_and_erases_a_certificate(bool inProcess)
    {
        using ClientBench bench = new(["openssl"]);
        string certificate = Convert.ToHexString(ClientIdentities.Business.Certificate.Der.Span);

        Dictionary<string, string> printed = Run(bench, inProcess, "write", ClientBench.UserPin, certificate);

        Assert.Equal(("True", "C_GetAttributeValue CKR_OBJECT_HANDLE_INVALID"), (printed["read back"], printed["gone"]));
        Assert.Empty(bench.Token.Objects);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gets_the_return_value_of_a_wrong_PIN_in_its_exception(bool inProcess)
    {
        using ClientBench bench = new(["openssl"]);

        Dictionary<string, string> printed = Run(bench, inProcess, "wrong-pin", "00000000");

        Assert.Equal(
            ("C_Login CKR_PIN_INCORRECT", "True", "C_Logout CKR_USER_NOT_LOGGED_IN"),
            (printed["wrong PIN"], printed["count low"], printed["no login"]));
    }

    [Fact]
    public void Does_not_load_by_itself_without_a_file_named_libdl()
    {
        Assert.SkipWhen(NativeLibrary.TryLoad("libdl.so", out _), "This system has a libdl.so.");
        using ClientBench bench = new(["openssl"]);

        Assert.Equal("no libdl", Run(bench, inProcess: false, "load")["loaded"]);
    }

    private static void AssertSigned(ClientBench bench, Dictionary<string, string> printed)
    {
        Assert.Equal(Convert.ToHexString(ClientIdentities.Business.Certificate.Der.Span), printed["certificate"]);
        Assert.Equal(("True", "True False", "True"), (printed["hidden"], printed["valid"], printed["same in parts"]));
        Verify(bench, printed["signature"]);
    }

    private static void Verify(ClientBench bench, string signature)
    {
        string data = bench.Write("data", "message"u8);
        string file = bench.Write("signature", Convert.FromHexString(signature));
        bench.Pass("openssl", "dgst", "-sha256", "-verify", bench.Folder["sign.pub"], "-signature", file, data);
    }

    private static Dictionary<string, string> Run(ClientBench bench, bool inProcess, string task, params string[] arguments) => bench
        .Pass(Environment.ProcessPath!, ["--interop", task, inProcess ? InteropProgram.InProcess : bench.Library, .. arguments])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(": ", 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
