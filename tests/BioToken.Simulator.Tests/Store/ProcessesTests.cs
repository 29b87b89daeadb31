using System.Diagnostics;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class ProcessesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Remove_by_another_process_is_seen_within_a_second()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        RunChild("remove", directory.Path, bench.Serial);
        CKR rv = CKR.OK;
        Assert.True(SpinWait.SpinUntil(() => (rv = bench.Module.GetSessionInfo(bench.Session, out _)) != CKR.OK, Second));
        Assert.Equal(CKR.DEVICE_REMOVED, rv);
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out _));
    }

    [Fact]
    public void Insert_by_another_process_is_seen_at_once_by_a_question_about_the_slot()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        bench.Simulator.Remove(bench.Serial);
        RunChild("insert", directory.Path, bench.Serial);
        Assert.Equal(CKR.OK, bench.Module.GetTokenInfo(0, out _));
    }

    [Fact]
    public async Task Touch_by_another_process_answers_a_login_that_waits_within_a_second()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory, "bio-seal", "wait*2");
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        RunChild("touch", directory.Path, bench.Serial, "9");
        Assert.Equal(CKR.PIN_INCORRECT, await login.WaitAsync(Second, TestContext.Current.CancellationToken));
        login = bench.StartWaiting(bench.Touch);
        RunChild("touch", directory.Path, bench.Serial, "2");
        Assert.Equal(CKR.OK, await login.WaitAsync(Second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Remove_by_another_process_ends_a_login_that_waits_within_a_second()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory, "bio-seal", "wait");
        bench.Login();
        Task<CKR> login = bench.StartWaiting(bench.Touch);
        RunChild("remove", directory.Path, bench.Serial);
        Assert.Equal(CKR.DEVICE_REMOVED, await login.WaitAsync(Second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Login_in_another_process_counts_on_the_same_tries()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        bench.Login("00001111");
        using Process child = ChildProcess.Start("wrong-pin", directory.Path);
        child.WaitForExit();
        Assert.Equal((int)CKR.PIN_INCORRECT, child.ExitCode);
        Assert.Equal(3, bench.Token.PinAttemptsRemaining);
    }

    [Fact]
    public void CreateToken_by_another_simulator_on_the_directory_makes_a_slot()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        using TokenSimulator other = TokenSimulator.Open(directory.Path);
        other.CreateToken(new SimulatedTokenOptions { Vendor = "bio-hsm" });
        bench.Module.GetSlotList(tokenPresent: true, [], out int count);
        Assert.Equal(2, count);
    }

    [Fact]
    public void SetAttributeValue_by_another_simulator_is_seen_within_a_second_by_the_same_handle()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        nuint handle = bench.Create(TestKeys.Data("old"));
        using TokenSimulator simulator = TokenSimulator.Open(directory.Path);
        using SimulatedCryptoki other = simulator.CreateCryptoki();
        other.Initialize();
        other.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        nuint[] found = new nuint[1];
        using AttributeTemplate all = new();
        other.FindObjectsInit(session, all);
        other.FindObjects(session, found, out _);
        using AttributeTemplate change = new AttributeTemplate().Add(CKA.LABEL, "new");
        Assert.Equal(CKR.OK, other.Attributes.SetAttributeValue(session, found[0], change));
        Assert.True(SpinWait.SpinUntil(() => bench.Read(handle, CKA.LABEL)!.AsSpan().SequenceEqual("new"u8), Second));
    }

    [Fact]
    public void CreateObject_by_two_simulators_on_the_directory_loses_none()
    {
        using TemporaryFolder directory = new();
        using Bench bench = OpenBench(directory);
        using TokenSimulator other = TokenSimulator.Open(directory.Path);
        using SimulatedCryptoki module = other.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        Parallel.Invoke(
            () => CreateTen(bench.Module, bench.Session),
            () => CreateTen(module, session));
        Assert.Equal(20, bench.Token.Objects.Count);
    }

    private static void CreateTen(SimulatedCryptoki module, nuint session)
    {
        for (int i = 0; i < 10; i++)
        {
            using AttributeTemplate template = TestKeys.Data();
            Assert.Equal(CKR.OK, module.CreateObject(session, template, out _));
        }
    }

    private static void RunChild(params string[] arguments)
    {
        using Process child = ChildProcess.Start(arguments);
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
    }

    private static Bench OpenBench(TemporaryFolder directory, string vendor = "generic", string script = "")
        => new(vendor, options => options with { Script = script }, TokenSimulator.Open(directory.Path));
}
