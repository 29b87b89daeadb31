using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Sessions;
using BioToken.Tests.Contract;
using BioToken.Tests.Support;
using BioToken.Tokens;
using BioToken.Vendors;

namespace BioToken.Tests.Sessions;

/// <summary>How a session with a token begins and ends, and that it is never used for another one.</summary>
public sealed class TokenSessionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindTwins_finds_other_slots_with_the_same_numbers_whatever_their_label()
    {
        using HookedToken fixture = new("generic", tokens: 3);
        await using ConnectionBench bench = new(new AlteredModule(fixture.Module)
        {
            TokenInfo = static (slot, info)
                => info with { Label = $"{slot}", SerialNumber = slot == 2 ? info.SerialNumber : "0000" },
        });
        TokenSession first = await bench.OpenAsync(0);
        TokenSession third = await bench.OpenAsync(2);

        Assert.Equal([1UL], (await bench.RunAsync(first.FindTwins)).Select(twin => twin.Slot));
        Assert.Empty(await bench.RunAsync(third.FindTwins));
    }

    [Fact]
    public async Task FindTwins_reads_the_tokens_own_figures_again_or_finds_that_it_is_gone()
    {
        using HookedToken fixture = new("generic");
        ulong free = 1000;
        string serial = "0001";
        await using ConnectionBench bench = new(new AlteredModule(fixture.Module)
        {
            TokenInfo = (_, info) => info with { SerialNumber = serial, FreePrivateMemory = free },
        });
        TokenSession session = await bench.OpenAsync();
        free = 500;

        await bench.RunAsync(session.FindTwins);
        Assert.Equal(500UL, session.Info.Token.FreePrivateMemory);

        serial = "0002";
        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => bench.RunAsync(session.FindTwins));
        Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
    }

    [Fact]
    public async Task A_session_that_the_module_refuses_is_not_open()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        BioTokenInfo info = (await provider.ListAsync(Cancel))[0];
        fixture.Module.Before = static function => function == "C_OpenSession" ? CKR.SESSION_COUNT : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => provider.OpenAsync(info, Cancel));

        Assert.Equal(
            (BioTokenError.ModuleError, CKR.SESSION_COUNT, CryptokiFunction.OpenSession), (e.Reason, e.Result, e.Function));
    }

    [Fact]
    public async Task A_module_that_was_stopped_before_a_session_is_opened_has_ended_all_others_and_is_started_by_the_next_list()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        BioTokenInfo info = (await provider.ListAsync(Cancel))[0];
        await using IBioToken beside = await provider.OpenAsync(info, Cancel);
        fixture.Module.Before = static function => function == "C_OpenSession" ? CKR.CRYPTOKI_NOT_INITIALIZED : null;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => provider.OpenAsync(info, Cancel));
        fixture.Module.Before = static _ => null;

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
        Assert.Equal(BioTokenState.ModuleStopped, beside.State);
        Assert.Single(await provider.ListAsync(Cancel));
        Assert.Equal(2, fixture.Module.Starts);
    }

    [Fact]
    public async Task A_session_does_not_outlive_the_module_that_opened_it()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider();
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        fixture.Module.FinalizeByOthers();
        await using IBioToken ofNewStart = await HookedToken.OpenAsync(provider);
        int calls = fixture.Module.Calls.Count;

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(() => token.GetIdentitiesAsync(Cancel));

        Assert.Equal(BioTokenError.ModuleStopped, e.Reason);
        Assert.Equal(calls, fixture.Module.Calls.Count);
    }

    [Fact]
    public async Task A_handle_that_the_module_gives_to_a_new_session_is_no_longer_that_of_the_old_one()
    {
        using HookedToken fixture = new("generic");
        await using BioTokenProvider provider = fixture.NewProvider(options => options.Modules[0] = new OneHandle(fixture.Module));
        await using IBioToken old = await HookedToken.OpenAsync(provider);

        await using IBioToken token = await HookedToken.OpenAsync(provider);

        Assert.Equal((BioTokenState.Removed, BioTokenState.Open), (old.State, token.State));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_not_closed_again()
    {
        using HookedToken fixture = new("generic");
        await using ConnectionBench bench = new(fixture.Module);
        TokenSession session = await bench.OpenAsync();

        await bench.RunAsync(() => session.End(callModule: true));
        await bench.RunAsync(() => session.End(callModule: true));

        Assert.Single(fixture.Module.Calls, "C_CloseSession");
    }

    [Theory]
    [InlineData(false, "C_Login")]
    [InlineData(true, "C_SetPIN")]
    public async Task A_PIN_is_not_sent_to_another_token_that_is_in_the_slot_now(bool isChange, string function)
    {
        using HookedToken fixture = new("generic");
        string? other = null;
        AlteredModule module = new(fixture.Module)
        {
            TokenInfo = (_, info) => info with { SerialNumber = other ?? info.SerialNumber },
        };
        await using BioTokenProvider provider = fixture.NewProvider(options => options.Modules[0] = module);
        await using IBioToken token = await HookedToken.OpenAsync(provider);
        using Pin pin = Pin.FromText(ContractToken.Pin);
        using Pin changed = Pin.FromText("27182818");
        other = "ANOTHER";

        BioTokenException e = await Assert.ThrowsAsync<BioTokenException>(
            () => isChange ? token.ChangePinAsync(pin, changed, Cancel) : token.LoginAsync(pin, cancellationToken: Cancel));

        Assert.Equal(BioTokenError.TokenRemoved, e.Reason);
        Assert.Equal(BioTokenState.Removed, token.State);
        Assert.DoesNotContain(function, fixture.Module.Calls, StringComparer.Ordinal);
    }

    /// <summary>A module that gives the same handle to every session.</summary>
    private sealed class OneHandle(ITokenModule inner) : ITokenModule
    {
        private ICryptoki? _started;

        public string Name => inner.Name;

        public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => inner.FindSimulated(token, vendors);

        public ICryptoki Start() => new Calls(_started = inner.Start());

        public void Stop(ICryptoki cryptoki) => inner.Stop(_started!);

        private sealed class Calls(ICryptoki inner) : DelegatingCryptoki(inner)
        {
            private nuint? _handle;

            public override CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
            {
                session = _handle ?? 0;
                CKR result = _handle is null ? Inner.OpenSession(slot, flags, out session) : CKR.OK;
                _handle = session;
                return result;
            }
        }
    }
}
