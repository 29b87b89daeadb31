using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Tests;

public class SlotEventsTests
{
    [Fact]
    public async Task WaitForSlotEvent_ends_when_a_token_is_taken_out()
    {
        using Bench bench = new();
        Task<(CKR, nuint)> waiting = Wait(bench.Module);
        bench.Simulator.Remove(bench.Serial);
        Assert.Equal((CKR.OK, bench.Slot), await Finish(waiting));
    }

    [Fact]
    public async Task WaitForSlotEvent_ends_when_a_token_is_created_in_a_new_slot()
    {
        using Bench bench = new();
        Task<(CKR, nuint)> waiting = Wait(bench.Module);
        SimulatedToken created = bench.Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" });
        Assert.Equal((CKR.OK, (nuint)created.Slot), await Finish(waiting));
    }

    [Fact]
    public async Task WaitForSlotEvent_sees_what_another_simulator_on_the_directory_does()
    {
        using TemporaryFolder directory = new();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        Task<(CKR, nuint)> waiting = Wait(bench.Module);
        using TokenSimulator other = TokenSimulator.Open(directory.Path);
        other.Remove(bench.Serial);
        Assert.Equal((CKR.OK, 0u), await waiting.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WaitForSlotEvent_ends_with_the_module()
    {
        using Bench bench = new();
        Task<(CKR, nuint)> waiting = Wait(bench.Module);
        bench.Module.FinalizeCryptoki();
        bench.Module.Initialize();
        // A wait that had not begun before the finalization continues in the newly initialized module.
        bench.Module.FinalizeCryptoki();
        Assert.Equal((CKR.CRYPTOKI_NOT_INITIALIZED, 0u), await Finish(waiting));
    }

    [Fact]
    public void WaitForSlotEvent_before_the_start_answers_not_initialized()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, module.SlotEvents.WaitForSlotEvent(out _));
        Assert.Equal(CKR.CRYPTOKI_NOT_INITIALIZED, module.PollSlotEvent(out _));
    }

    [Fact]
    public void PollSlotEvent_tells_of_each_slot_that_changed()
    {
        using Bench bench = new();
        SimulatedToken created = bench.Simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic" });
        bench.Simulator.Remove(bench.Serial);
        HashSet<nuint> slots = [];
        while (bench.Module.PollSlotEvent(out nuint slot) == CKR.OK)
            Assert.True(slots.Add(slot));
        Assert.Equal([bench.Slot, (nuint)created.Slot], slots);
    }

    [Fact]
    public void PollSlotEvent_tells_of_an_insertion_that_was_over_before_it_looked()
    {
        using Bench bench = new();
        bench.Simulator.Remove(bench.Serial);
        bench.Simulator.Insert(bench.Serial);
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out _));
    }

    [Fact]
    public void PollSlotEvent_tells_of_a_token_that_is_deleted()
    {
        using Bench bench = new();
        bench.Simulator.DeleteToken(bench.Serial);
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out nuint slot));
        Assert.Equal(0u, slot);
        Assert.Equal(CKR.NO_EVENT, bench.Module.PollSlotEvent(out _));
    }

    [Fact]
    public void PollSlotEvent_tells_of_a_token_that_cannot_be_read_any_more()
    {
        using TemporaryFolder directory = new();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        File.WriteAllText(Path.Combine(directory.Path, bench.Serial, "state"), "damaged");
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out nuint slot));
        Assert.Equal(0u, slot);
        Assert.Equal(CKR.NO_EVENT, bench.Module.PollSlotEvent(out _));
    }

    [Fact]
    public void PollSlotEvent_tells_of_a_new_token_that_cannot_be_read_and_not_of_an_old_one()
    {
        using TemporaryFolder directory = new();
        using Bench bench = new(simulator: TokenSimulator.Open(directory.Path));
        Directory.CreateDirectory(Path.Combine(directory.Path, "SIM0000000000000"));
        File.WriteAllText(Path.Combine(directory.Path, "SIM0000000000000", "state"), "damaged");
        Assert.Equal(CKR.OK, bench.Module.PollSlotEvent(out nuint slot));
        Assert.True(slot >= 1u << 30);
        using SimulatedCryptoki later = bench.Simulator.CreateCryptoki();
        later.Initialize();
        Assert.Equal(CKR.NO_EVENT, later.PollSlotEvent(out _));
    }

    private static Task<(CKR Rv, nuint Slot)> Wait(SimulatedCryptoki module)
        => Task.Factory.StartNew(
            () => (module.SlotEvents.WaitForSlotEvent(out nuint slot), slot),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static Task<(CKR Rv, nuint Slot)> Finish(Task<(CKR Rv, nuint Slot)> waiting)
        => waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
