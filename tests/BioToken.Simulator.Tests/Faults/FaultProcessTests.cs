using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Faults;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;
using BioToken.Storage;

namespace BioToken.Simulator.Tests;

/// <summary>Tests of fault plans in a directory that several processes share.</summary>
public class FaultProcessTests
{
    // 128 plus the signal number.
    private const int Killed = 137;

    [Theory]
    [InlineData("kill", 1)]
    [InlineData("kill after", 2)]
    public void Kill_ends_the_process_once_and_leaves_the_store_whole(string kill, int objects)
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory).With($"C_CreateObject#2 {kill}");
        Assert.Equal((OperatingSystem.IsWindows() ? -1 : Killed, "OK "), Create(directory, 3));
        Assert.Equal(objects, bench.Token.Objects.Count);
        Assert.Empty(bench.Simulator.DamagedTokens);
        Assert.Equal([2], bench.Token.FaultCalls);
        Assert.Equal((0, "OK OK OK "), Create(directory, 3));
        Assert.Equal(objects + 3, bench.Token.Objects.Count);
    }

    [Fact]
    public void Calls_of_two_processes_count_together_and_survive_both()
    {
        using TemporaryFolder directory = new();
        using (Bench bench = OpenBench(directory).With("C_CreateObject#4 before CKR_DEVICE_ERROR; C_CreateObject#6 after CKR_HOST_MEMORY"))
        {
            bench.Create(TestKeys.Data());
            Assert.Equal((0, "OK OK DEVICE_ERROR "), Create(directory, 3));
            bench.Create(TestKeys.Data());
        }

        using TokenSimulator again = TokenSimulator.Open(directory.Path);
        Assert.Equal([4, 5], again.Tokens.Single().FaultCalls);
        Assert.Equal((0, "HOST_MEMORY OK "), Create(directory, 2));
        Assert.Equal(6, again.Tokens.Single().Objects.Count);
    }

    [Fact]
    public void SetFaults_by_another_simulator_is_seen_within_a_second()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        using TokenSimulator other = TokenSimulator.Open(directory.Path);
        other.SetPlan("C_GetTokenInfo#1 before CKR_DEVICE_ERROR; C_GetSessionInfo#1 before CKR_DEVICE_ERROR");
        Assert.Equal(CKR.DEVICE_ERROR, bench.Module.GetTokenInfo(bench.Slot, out _));
        other.SetPlan("C_GetSessionInfo#1 before CKR_HOST_MEMORY");
        CKR rv = CKR.OK;
        Assert.True(SpinWait.SpinUntil(
            () => (rv = bench.Module.GetSessionInfo(bench.Session, out _)) == CKR.HOST_MEMORY, TimeSpan.FromSeconds(1)), $"{rv}");
    }

    [Fact]
    public async Task Remove_by_another_process_ends_a_hang_within_a_second()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory).With("C_Logout#1 hang");
        Task<CKR> call = bench.Start(() => bench.Module.Logout(bench.Session));
        using Process child = ChildProcess.Start("remove", directory.Path, bench.Serial);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CKR.DEVICE_REMOVED, await call.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Plan_of_a_newer_version_is_a_device_error_and_no_exception()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory).With("C_Logout#1 remove");
        DirectoryTokenStore store = new(Disk.Instance, Path.Combine(directory.Path, bench.Serial));
        TokenState state = store.ReadState(known: null)!;
        store.WriteState(state with { Generation = state.Generation + 1, Faults = "C_Logout#1 burn" });
        Assert.Equal(CKR.DEVICE_ERROR, bench.Module.GetTokenInfo(bench.Slot, out _));
        bench.Simulator.SetFaults(bench.Serial, FaultPlan.None);
        Assert.Equal(CKR.OK, bench.Module.GetTokenInfo(bench.Slot, out _));
    }

    [Fact]
    public void State_of_a_version_without_plans_has_none()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        TokenState state = new DirectoryTokenStore(Disk.Instance, Path.Combine(directory.Path, bench.Serial)).ReadState(known: null)!;
        JsonObject json = JsonNode.Parse(state.Encode())!.AsObject();
        Assert.True(json.Remove("faults") && json.Remove("faultCalls"));
        TokenState old = TokenState.Decode(Encoding.UTF8.GetBytes(json.ToJsonString()), "state");
        Assert.Equal(("", 0), (old.Faults, old.FaultCalls.Length));
    }

    private static (int ExitCode, string Said) Create(TemporaryFolder directory, int count)
    {
        using Process child = ChildProcess.Start("create", directory.Path, $"{count}");
        string said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, said);
    }

    private static Bench OpenBench(TemporaryFolder directory) => new(simulator: TokenSimulator.Open(directory.Path));
}
