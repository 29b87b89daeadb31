namespace BioToken.Simulator.Native.Tests.Clients.OpenSc;

/// <summary>Runs of the tests that are built into pkcs11-tool.</summary>
public sealed class Pkcs11ToolSelfTests : IDisposable
{
    private readonly ClientBench _bench = new([Pkcs11Tool.Program]);
    private readonly Pkcs11Tool _tool;

    public Pkcs11ToolSelfTests() => _tool = new(_bench);

    [Fact]
    public async Task Test_of_a_token_with_RSA_and_EC_keys_finds_no_error()
    {
        await _bench.WriteIdentityAsync();
        _bench.WriteEcKey();
        _tool.PassLoggedIn("--keypairgen", "--key-type", "rsa:2048", "--id", "01", "--label", "generated");

        string text = _tool.PassLoggedIn("--test");

        Assert.Contains("No errors", text, StringComparison.Ordinal);
        foreach (string mechanism in (string[])["SHA1-RSA-PKCS: OK", "SHA256-RSA-PKCS: OK", "MD5: OK", "SHA256: OK"])
            Assert.Contains(mechanism, text, StringComparison.Ordinal);
        // For signing, verification and decryption.
        Assert.True(text.Split("    RSA-PKCS: OK").Length > 3, text);
        Assert.DoesNotContain("ERR", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EC:prime256v1")]
    [InlineData("EC:secp384r1")]
    public void Test_of_EC_keys_finds_no_error(string type)
    {
        string text = _tool.PassLoggedIn("--session-rw", "--test-ec", "--id", "05", "--label", "test", "--key-type", type);

        Assert.Contains("==> OK", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ERR", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_that_initialise_at_once_leave_one_initialisation()
    {
        string text = _tool.Pass(
            "--test-threads", "ILGISLT0GI", "--test-threads", "ILGISLT0GI", "--test-threads", "INGISLT0GI", "--list-token-slots");

        // The first caller succeeds: one of the three threads or the program itself.
        string[] answers =
            [.. text.Split('\n').Where(line => line.Contains("C_Initialize", StringComparison.Ordinal)).Select(line => line.TrimEnd())];
        Assert.Single(answers, line => line.EndsWith("CKR_OK", StringComparison.Ordinal));
        Assert.Equal(3, answers.Count(line => line.EndsWith("CKR_CRYPTOKI_ALREADY_INITIALIZED", StringComparison.Ordinal)));
        Assert.Equal(3, text.Split("returning rv = 0").Length - 1);
    }

    [Fact]
    public void Forked_child_gets_an_error_and_does_not_hang()
    {
        string text = _tool.Fail("--test-fork");

        Assert.Matches(@"C_Initialize in child\s+failed: rv = CKR_GENERAL_ERROR", text);
    }

    [Fact]
    public void Hotplug_test_sees_the_token_leave_and_come_back()
    {
        using RunningProgram tool = _tool.Start("--test-hotplug");
        tool.WaitFor("press return");
        tool.WriteLine("x");
        tool.WaitFor("using C_WaitForSlotEvent");
        tool.WaitFor("press return");

        tool.WriteLine("");
        tool.WaitFor("Calling C_WaitForSlotEvent: ");
        _bench.Simulator.Remove(_bench.Serial);
        tool.WaitFor("event on slot");
        tool.WaitFor("(empty)");
        tool.WaitFor("press return");

        tool.WriteLine("");
        tool.WaitFor("Calling C_WaitForSlotEvent: ");
        _bench.Simulator.Insert(_bench.Serial);
        tool.WaitFor("event on slot");
        tool.WaitFor(_bench.Serial);
        tool.WriteLine("x");
        Assert.Equal(0, tool.WaitForExit());
    }

    public void Dispose() => _bench.Dispose();
}
