using BioToken.Simulator.Faults;
using BioToken.Simulator.Native.Tests.Clients;
using BioToken.Simulator.Native.Tests.Clients.OpenSc;

namespace BioToken.Simulator.Native.Tests.Faults;

/// <summary>Tests of pkcs11-tool, which is unaware of fault plans, with a token that fails.</summary>
public sealed class Pkcs11ToolFaultTests : IDisposable
{
    // 128 plus the signal number.
    private const int Killed = 137;

    private readonly ClientBench _bench = new([Pkcs11Tool.Program]);
    private readonly Pkcs11Tool _tool;
    private readonly string[] _write;

    public Pkcs11ToolFaultTests()
    {
        _tool = new(_bench);
        _write = ["--write-object", _bench.Write("data", "message"u8), "--type", "data", "--label", "written"];
    }

    [Fact]
    public void Error_before_the_effect_is_what_the_tool_sees()
    {
        Plan("C_CreateObject#1 before CKR_DEVICE_ERROR");
        Assert.Contains("CKR_DEVICE_ERROR", _tool.FailLoggedIn(_write), StringComparison.Ordinal);
        Assert.Empty(_bench.Token.Objects);
        Assert.Equal([1], _bench.Token.FaultCalls);
        _tool.PassLoggedIn(_write);
        Assert.Single(_bench.Token.Objects);
    }

    [Fact]
    public void Error_after_the_effect_is_what_the_tool_sees_and_the_object_is_there()
    {
        Plan("C_CreateObject#1[data] after CKR_DEVICE_ERROR");
        Assert.Contains("CKR_DEVICE_ERROR", _tool.FailLoggedIn(_write), StringComparison.Ordinal);
        Assert.Equal("written", Assert.Single(_bench.Token.Objects).Label);
    }

    [Theory]
    [InlineData("kill", 0)]
    [InlineData("kill after", 1)]
    public void Kill_ends_the_tool_once_and_leaves_the_store_whole(string kill, int objects)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A killed process has another exit code.");
        Plan($"C_CreateObject#1 {kill}");
        string[] arguments = ["--module", _bench.Library, "--login", "--pin", ClientBench.UserPin, .. _write];
        Assert.Equal(Killed, _bench.Run(Pkcs11Tool.Program, arguments).ExitCode);
        Assert.Empty(_bench.Simulator.DamagedTokens);
        Assert.Equal(objects, _bench.Token.Objects.Count);
        _tool.PassLoggedIn(_write);
        Assert.Equal(objects + 1, _bench.Token.Objects.Count);
        Assert.Empty(_bench.Simulator.DamagedTokens);
    }

    [Fact]
    public void Removal_in_the_middle_ends_the_tool_and_an_insertion_lets_it_work_again()
    {
        _tool.PassLoggedIn(_write);
        Plan("C_FindObjects#1 remove");
        Assert.Contains("CKR_DEVICE_REMOVED", _tool.FailLoggedIn("--list-objects"), StringComparison.Ordinal);
        Assert.False(_bench.Token.IsInserted);
        _bench.Simulator.Insert(_bench.Serial);
        Assert.Contains("written", _tool.PassLoggedIn("--list-objects"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hang_holds_the_tool_until_the_token_is_removed()
    {
        Plan("C_Login#1 hang");
        using RunningProgram tool = _tool.Start(["--login", "--pin", ClientBench.UserPin, .. _write]);
        Assert.True(SpinWait.SpinUntil(() => _bench.Token.FaultCalls[0] == 1, TimeSpan.FromSeconds(20)), "The tool did not log in.");
        _bench.Simulator.Remove(_bench.Serial);
        Assert.NotEqual(0, tool.WaitForExit());
        Assert.Contains("CKR_DEVICE_REMOVED", tool.Text, StringComparison.Ordinal);
        Assert.Equal(5, _bench.Token.PinAttemptsRemaining);
    }

    [Fact]
    public void Call_with_a_bad_argument_does_not_count()
    {
        Plan("C_GetSessionInfo#* before CKR_DEVICE_ERROR; C_SessionCancel#* before CKR_DEVICE_ERROR; C_Digest#* before CKR_DEVICE_ERROR");
        string script = _bench.Write("null.py", """
            import ctypes, sys
            library = ctypes.CDLL(sys.argv[1])
            library.C_Initialize(None)
            session = ctypes.c_ulong()
            library.C_OpenSession(ctypes.c_ulong(0), ctypes.c_ulong(4), None, None, ctypes.byref(session))
            print(
                hex(library.C_GenerateRandom(session, None, ctypes.c_ulong(8))),
                hex(library.C_Digest(session, None, ctypes.c_ulong(8), None, None)))
            """u8);
        Assert.Equal("0x7 0x7\n", _bench.Pass("python3", script, _bench.Library));
        Assert.Equal([0, 0, 0], _bench.Token.FaultCalls);
    }

    public void Dispose() => _bench.Dispose();

    private void Plan(string plan) => _bench.Simulator.SetFaults(_bench.Serial, FaultPlan.Parse(plan));
}
