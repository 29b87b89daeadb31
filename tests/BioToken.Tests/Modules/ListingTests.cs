using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Tests.Fakes;
using BioToken.Tokens;

namespace BioToken.Tests.Modules;

/// <summary>Modules and slots that fail or hang, and large numbers of them.</summary>
public sealed class ListingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_than_256_slots_are_all_listed()
    {
        using HookedToken fixture = new("generic", tokens: 300);
        await using BioTokenProvider provider = fixture.NewProvider();

        Assert.Equal(300, (await provider.ListAsync(Token)).Select(t => t.Slot).Distinct().Count());
    }

    [Fact]
    public async Task Options_that_change_later_do_not_reach_the_provider()
    {
        using HookedToken fixture = new("generic");
        BioTokenOptions options = new() { IncludeVendorModules = false, JournalDirectory = "", Modules = { fixture.Module } };
        await using BioTokenProvider provider = new(options);

        options.ListTimeout = TimeSpan.FromTicks(1);

        Assert.Single(await provider.ListAsync(Token));
    }

    [Fact]
    public async Task Slots_that_come_between_two_calls_are_listed()
    {
        using HookedToken fixture = new("generic", tokens: 17);
        await using BioTokenProvider provider = fixture.NewProvider();
        bool added = false;
        fixture.Module.After = (function, result) =>
        {
            if (function == "C_GetSlotList" && result == CKR.BUFFER_TOO_SMALL && !added)
            {
                added = true;
                for (int i = 0; i < 30; i++)
                    fixture.Add("generic");
            }

            return result;
        };

        Assert.Equal(47, (await provider.ListAsync(Token)).Count);
    }

    [Theory]
    [InlineData("C_GetSlotList(NULL)", 1)]
    [InlineData("C_GetSlotList", 1)]
    [InlineData("C_GetSlotList", 20)]
    public async Task A_slot_list_that_fails_is_an_error(string call, int tokens)
    {
        using HookedToken fixture = new("generic", tokens);
        await using BioTokenProvider provider = fixture.NewProvider();
        if (call == "C_GetSlotList(NULL)")
            await provider.ListAsync(Token);
        int calls = 0;
        fixture.Module.Before = function => function == call && ++calls == (tokens > 16 ? 2 : 1) ? CKR.FUNCTION_FAILED : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => provider.ListAsync(Token));

        Assert.Equal(CryptokiFunction.GetSlotList, e.Function);
        Assert.Equal(CKR.FUNCTION_FAILED, e.Result);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(-1)]
    [InlineData(65_537)]
    [InlineData(int.MaxValue)]
    public void A_slot_list_that_never_has_enough_space_is_an_error_that_names_the_module(int reported)
    {
        List<int> lengths = [];
        FakeToken module = new()
        {
            Listing = length =>
            {
                lengths.Add(length);
                return (CKR.BUFFER_TOO_SMALL, reported);
            },
        };
        SlotList slots = new("/opt/driver/module.so");

        // Repeatedly, like a program that watches for tokens.
        for (int i = 0; i < 20; i++)
        {
            BioTokenException e = Assert.Throws<BioTokenException>(() => slots.Read(module));
            Assert.Equal((BioTokenError.ModuleError, CryptokiFunction.GetSlotList, CKR.BUFFER_TOO_SMALL), (e.Reason, e.Function, e.Result));
            Assert.Contains("/opt/driver/module.so", e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(lengths.Max(), 16, 64 * 1024);
        Assert.InRange(lengths.Count, 20, 20 * 8);
    }

    [Fact]
    public async Task A_bad_slot_is_listed_with_its_reason_and_hides_no_other()
    {
        using HookedToken fixture = new("generic", tokens: 3);
        await using BioTokenProvider provider = fixture.NewProvider();
        fixture.Module.Before = function => function switch
        {
            "C_GetTokenInfo(0)" => CKR.TOKEN_NOT_RECOGNIZED,
            "C_GetTokenInfo(1)" => throw new InvalidOperationException("broken"),
            _ => (CKR?)null,
        };

        TokenScan scan = await provider.ScanAsync(Token);

        Assert.Equal([2UL], scan.Tokens.Select(t => t.Slot));
        Assert.Equal([0UL, 1UL], scan.Skipped.Select(s => s.Slot!.Value));
        Assert.Equal(CKR.TOKEN_NOT_RECOGNIZED, scan.Skipped[0].Problem.Result);
        Assert.Contains("broken", scan.Skipped[1].Problem.Message, StringComparison.Ordinal);
        Assert.All(scan.Skipped, s => Assert.Equal(fixture.Module.Name, s.Module));
    }

    [Fact]
    public async Task A_bad_module_is_listed_with_its_reason_and_hides_no_other()
    {
        using HookedToken good = new("generic");
        using HookedToken throwing = new("generic");
        throwing.Module.Before = _ => throw new InvalidOperationException("broken");
        await using BioTokenProvider provider = good.NewProvider(options =>
        {
            options.Modules.Insert(0, throwing.Module);
            options.ModulePaths.Add("/nowhere/libmissing.so");
        });

        TokenScan scan = await provider.ScanAsync(Token);

        Assert.Single(scan.Tokens);
        Assert.Equal([BioTokenError.ModuleNotFound, BioTokenError.ModuleError], scan.Skipped.Select(s => s.Problem.Reason));
        Assert.All(scan.Skipped, s => Assert.Null(s.Slot));
        Assert.Single(await provider.ListAsync(Token));
    }

    [Fact]
    public async Task A_hung_module_is_skipped_after_the_deadline_and_hides_no_other()
    {
        using HookedToken good = new("generic");
        using HookedToken hung = new("generic");
        using ManualResetEventSlim release = new();
        hung.Module.Before = _ =>
        {
            release.Wait(TimeSpan.FromSeconds(60));
            return null;
        };
        await using BioTokenProvider provider = good.NewProvider(options =>
        {
            options.Modules.Insert(0, hung.Module);
            options.ListTimeout = TimeSpan.FromMilliseconds(300);
        });

        TokenScan scan = await provider.ScanAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        release.Set();

        Assert.Single(scan.Tokens);
        Assert.Equal(BioTokenError.ModuleNotResponding, Assert.Single(scan.Skipped).Problem.Reason);
    }

    [Fact]
    public async Task ListAsync_canceled_inside_a_hung_module_releases_its_caller_at_once()
    {
        using HookedToken fixture = new("generic");
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim release = new();
        fixture.Module.Before = _ =>
        {
            inside.Set();
            release.Wait(TimeSpan.FromSeconds(60));
            return null;
        };
        await using BioTokenProvider provider = fixture.NewProvider();
        using CancellationTokenSource cancellation = new();
        Task<IReadOnlyList<BioTokenInfo>> list = provider.ListAsync(cancellation.Token);
        inside.Wait(TimeSpan.FromSeconds(10), Token);

        await cancellation.CancelAsync();
        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => list.WaitAsync(TimeSpan.FromSeconds(10), Token));
        release.Set();

        Assert.Equal(cancellation.Token, e.CancellationToken);
    }

    [Fact]
    public async Task WatchAsync_does_not_take_a_token_that_cannot_be_read_for_removed()
    {
        using HookedToken fixture = new("generic", tokens: 1);
        await using BioTokenProvider provider = fixture.NewProvider();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(TimeSpan.FromSeconds(20));
        await using IAsyncEnumerator<BioTokenChange> changes = provider.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        int asked = 0;
        fixture.Module.After = (function, result) =>
        {
            if (function != "C_GetTokenInfo(0)" || ++asked == 1)
                return result;
            if (asked == 2)
                fixture.Add("generic");
            return CKR.DEVICE_ERROR;
        };
        fixture.Module.Before = function => function == "C_WaitForSlotEvent" ? CKR.FUNCTION_NOT_SUPPORTED : null;

        Assert.True(await changes.MoveNextAsync());

        Assert.Equal(BioTokenChangeKind.Inserted, changes.Current.Kind);
        Assert.Equal(1UL, changes.Current.Token.Slot);
        Assert.True(asked > 1);
    }
}
