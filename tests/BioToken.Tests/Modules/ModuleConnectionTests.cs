using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Tests.Support;
using BioToken.Tokens;
using Moq;

namespace BioToken.Tests.Modules;

public sealed class ModuleConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_module_is_an_error_only_when_it_is_used()
    {
        await using ConnectionBench bench = new(new NativeTokenModule("/nowhere/libmissing.so"));
        Mock<IDisposable> resource = new();

        Assert.Null(bench.Connection.TryFind());
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => bench.Connection.RunAsync(() => 1, undo: null, resource.Object, Token));

        Assert.Equal(BioTokenError.ModuleNotFound, e.Reason);
        resource.Verify(static r => r.Dispose(), Times.Once);
    }

    [Fact]
    public async Task RunAsync_after_disposal_neither_runs_the_work_nor_keeps_its_resource()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);
        Mock<IDisposable> resource = new();
        bool hasRun = false;
        bench.Cancel();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.Connection.RunAsync(
            () => hasRun = true, undo: null, resource.Object, Token));

        Assert.True(bench.Connection.IsDisposed);
        Assert.False(hasRun);
        resource.Verify(static r => r.Dispose(), Times.Once);
    }

    [Fact]
    public async Task RunAsync_does_not_begin_work_that_the_disposal_overtook()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        Task<bool> first = bench.RunAsync(() =>
        {
            inside.Set();
            return release.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
        });
        inside.Wait(TimeSpan.FromSeconds(60), Token);
        bool hasRun = false;
        Task<bool> second = bench.RunAsync(() => hasRun = true);

        bench.Cancel();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        release.Set();

        Assert.True(await first);
        Assert.False(hasRun);
    }

    [Theory]
    [InlineData(TokenFlags.None, 0)]
    [InlineData(TokenFlags.LoginRequired, 0)]
    [InlineData(TokenFlags.TokenInitialized, 1)]
    [InlineData(TokenFlags.UserPinInitialized, 1)]
    public async Task ScanAsync_lists_tokens_that_are_initialized(TokenFlags flags, int listed)
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Pin = Contract.ContractToken.Pin });
        await using ConnectionBench bench = new(new AlteredModule(new SimulatedTokenModule(simulator))
        {
            TokenInfo = (_, info) => info with { Flags = flags },
        });

        TokenScan scan = await bench.Connection.ScanAsync(Token);

        Assert.Equal(listed, scan.Tokens.Count);
        Assert.Empty(scan.Skipped);
    }

    [Theory]
    [InlineData(CKR.TOKEN_NOT_PRESENT, false)]
    [InlineData(CKR.SLOT_ID_INVALID, false)]
    [InlineData(CKR.DEVICE_ERROR, true)]
    public async Task ScanAsync_passes_an_empty_slot_over_and_names_a_bad_one(CKR answer, bool isNamed)
    {
        using HookedToken fixture = new("generic", tokens: 2);
        await using ConnectionBench bench = new(fixture.Module);
        fixture.Module.Before = function => function == "C_GetTokenInfo(0)" ? answer : null;

        TokenScan scan = await bench.Connection.ScanAsync(Token);

        Assert.Equal([1UL], scan.Tokens.Select(token => token.Slot));
        Assert.Equal(isNamed ? [answer] : [], scan.Skipped.Select(skipped => skipped.Problem.Result!.Value));
    }

    [Fact]
    public async Task ScanAsync_starts_a_module_again_that_another_part_of_the_program_stopped()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);
        fixture.Module.FinalizeByOthers();

        Assert.Single((await bench.Connection.ScanAsync(Token)).Tokens);

        Assert.Equal((2, 1, 0), (fixture.Module.Starts, fixture.Module.Forgotten, fixture.Module.Stops));
    }

    [Fact]
    public async Task ScanAsync_of_a_module_that_stays_stopped_is_an_error()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);
        fixture.Module.Before = _ => CKR.CRYPTOKI_NOT_INITIALIZED;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => bench.Connection.ScanAsync(Token));

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
    }

    [Fact]
    public async Task IsPresent_is_false_for_a_removed_token_and_for_another_one_in_its_slot()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Pin = Contract.ContractToken.Pin });
        AlteredModule module = new(new SimulatedTokenModule(simulator));
        await using ConnectionBench bench = new(module);
        BioTokenInfo token = Assert.Single((await bench.Connection.ScanAsync(Token)).Tokens);

        Assert.True(await bench.RunAsync(() => bench.Connection.IsPresent(token)));
        module.TokenInfo = (_, info) => info with { Label = "relabeled" };
        Assert.True(await bench.RunAsync(() => bench.Connection.IsPresent(token)));
        module.TokenInfo = (_, info) => info with { Model = "another" };
        Assert.False(await bench.RunAsync(() => bench.Connection.IsPresent(token)));
        module.TokenInfo = (_, info) => info;
        simulator.Remove(token.SerialNumber);
        Assert.False(await bench.RunAsync(() => bench.Connection.IsPresent(token)));
    }

    [Theory]
    [InlineData(CKR.OK, true)]
    [InlineData(CKR.NO_EVENT, false)]
    [InlineData(CKR.FUNCTION_NOT_SUPPORTED, true)]
    public async Task MayHaveChangedAsync_is_false_only_if_a_started_module_has_no_event(CKR answer, bool expected)
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        fixture.Module.Before = function => function == "C_WaitForSlotEvent" ? answer : null;

        Assert.True(await bench.Connection.MayHaveChangedAsync(Token));
        Assert.Empty(fixture.Module.Calls);
        await bench.Connection.ScanAsync(Token);
        Assert.Equal(expected, await bench.Connection.MayHaveChangedAsync(Token));
    }

    [Fact]
    public async Task StopAsync_stops_once_and_never_locates_a_module_for_it()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench unused = new(fixture.Module);
        await unused.Connection.StopAsync();
        Assert.Equal((0, 0), (fixture.Module.Starts, fixture.Module.Stops));
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);

        ModuleThread thread = bench.Connection.Thread;
        await bench.Connection.StopAsync();
        await bench.Connection.StopAsync();
        Assert.True(thread.Ended.IsCompleted);

        Assert.Equal((1, 1), (fixture.Module.Starts, fixture.Module.Stops));
    }

    [Fact]
    public async Task StopAsync_logs_a_module_that_fails_to_stop()
    {
        using HookedToken fixture = new("generic");
        Mock<ITokenModule> module = new();
        module.Setup(static m => m.Name).Returns("module");
        module.Setup(static m => m.Start()).Returns(fixture.Module.Start);
        module.Setup(static m => m.Stop(It.IsAny<ICryptoki>())).Throws(new InvalidOperationException("cannot stop"));
        await using ConnectionBench bench = new(module.Object);
        await bench.Connection.ScanAsync(Token);

        await bench.Connection.StopAsync();

        Assert.Contains(bench.Logger.Entries, entry => entry.Text.Contains("cannot stop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopAsync_does_not_wait_for_a_module_that_waits_for_a_person()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);
        ModuleThread thread = bench.Connection.Thread;
        thread.IsLeftBehind = true;

        await bench.Connection.StopAsync();

        Assert.Contains(bench.Logger.Entries, static entry => entry.Text == "Module SIMULATED did not stop");
        await thread.Ended.WaitAsync(TimeSpan.FromSeconds(20), Token);
    }

    [Fact]
    public async Task Nothing_begins_on_a_closed_connection_and_what_has_begun_ends()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        Task<BioTokenInfo> begun = bench.Connection.RunAsync(
            () =>
            {
                inside.Set();
                release.Wait(TimeSpan.FromSeconds(20));
                return bench.Connection.Read(0);
            },
            undo: null,
            resource: null,
            Token,
            disposal: CancellationToken.None);
        Assert.True(inside.Wait(TimeSpan.FromSeconds(20), Token));
        Task<bool> queued = bench.Connection.RunAsync(
            static () => true, undo: null, resource: null, Token, disposal: CancellationToken.None);

        bench.Cancel();
        release.Set();

        Assert.NotEmpty((await begun).SerialNumber);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queued);
        Assert.Throws<ObjectDisposedException>(() => bench.Connection.Shared);
    }

    [Fact]
    public async Task MayHaveChangedAsync_canceled_leaves_no_thread_behind()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        await bench.Connection.ScanAsync(Token);
        using GatedCall gate = new(fixture.Module, "C_WaitForSlotEvent");
        using CancellationTokenSource cancellation = new();
        Task<bool> poll = bench.Connection.MayHaveChangedAsync(cancellation.Token);
        gate.WaitUntilInside();

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => poll);
        Assert.False(bench.Connection.Thread.IsLeftBehind);
    }

    [Fact]
    public async Task ScanAsync_logs_the_start_once_and_each_slot_that_it_skips()
    {
        using HookedToken fixture = new("generic", tokens: 2);
        await using ConnectionBench bench = new(fixture.Module);
        fixture.Module.Before = static function => function switch
        {
            "C_GetTokenInfo(0)" => CKR.DEVICE_ERROR,
            "C_GetTokenInfo(1)" => throw new InvalidCastException(),
            _ => null,
        };

        await bench.Connection.ScanAsync(Token);
        await bench.Connection.ScanAsync(Token);

        string[] skipped = ["Slot 0 was skipped: DEVICE_ERROR", "Slot 1 was skipped: GENERAL_ERROR"];
        string[] expected = ["Module SIMULATED started", .. skipped, .. skipped];
        Assert.Equal(expected, bench.Logger.Entries.Select(static entry => entry.Text), StringComparer.Ordinal);
    }
}
