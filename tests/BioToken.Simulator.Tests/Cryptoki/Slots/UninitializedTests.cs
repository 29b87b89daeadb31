using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Tests;

/// <summary>Tests of C_InitToken labels, of tokens that were never initialized, and of the values that a token's options allow.</summary>
public sealed class UninitializedTests
{
    [Theory]
    [InlineData("SIMULATED", "SIMULATED")]
    [InlineData("SIMULATED bidding", "SIMULATED bidding")]
    [InlineData("bidding (SIMULATED)", "SIMULATED bidding (SIMULATED)")]
    [InlineData("my SIMULATED token", "my SIMULATED token")]
    [InlineData("bidding SIMULATED", "bidding SIMULATED")]
    [InlineData("bidding", "SIMULATED bidding")]
    [InlineData("SIMULATEDx", "SIMULATED SIMULATEDx")]
    [InlineData("simulated", "SIMULATED simulated")]
    [InlineData("", "SIMULATED")]
    public void InitToken_keeps_a_label_that_carries_the_mark(string label, string expected)
    {
        using Bench bench = new();
        bench.Module.Sessions.CloseAllSessions(bench.Slot);
        Assert.Equal(CKR.OK, bench.Module.Administration.InitToken(bench.Slot, "87654321"u8, isOnDevice: false, Padded(label)));
        Assert.Equal(expected, bench.Info.Label);
        Assert.Equal(expected, TokenLabel.Of(label));
    }

    [Fact]
    public void A_mark_that_does_not_fit_into_the_label_is_put_in_front()
        => Assert.StartsWith("SIMULATED ", TokenLabel.Of(new string('x', 30) + " SIMULATED"), StringComparison.Ordinal);

    [Fact]
    public void A_token_never_initialised_takes_the_officers_PIN_from_the_first_initialisation()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", IsInitialized = false, SoPin = null });
        using SimulatedCryptoki module = Start(simulator);
        Assert.Equal(TokenFlags.None, Flags(module) & (TokenFlags.TokenInitialized | TokenFlags.UserPinInitialized));
        Assert.False(simulator.Tokens[0].IsInitialized);
        module.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        Assert.Equal(CKR.USER_PIN_NOT_INITIALIZED, module.Login(session, CKU.USER, "00000000"u8));
        Assert.Equal(CKR.USER_PIN_NOT_INITIALIZED, module.Login(session, CKU.SO, "00000000"u8));
        module.CloseSession(session);

        Assert.Equal(CKR.PIN_LEN_RANGE, module.Administration.InitToken(0, "1"u8, isOnDevice: false, Padded("new")));
        Assert.Equal(CKR.OK, module.Administration.InitToken(0, "2468ACE0"u8, isOnDevice: false, Padded("new")));
        Assert.Equal(TokenFlags.TokenInitialized, Flags(module) & (TokenFlags.TokenInitialized | TokenFlags.UserPinInitialized));
        Assert.Equal(CKR.PIN_INCORRECT, module.Administration.InitToken(0, "00000000"u8, isOnDevice: false, Padded("new")));
        module.OpenSession(0, SessionFlags.ReadWrite, out session);
        Assert.Equal(CKR.OK, module.Login(session, CKU.SO, "2468ACE0"u8));
        Assert.Equal(CKR.OK, module.Administration.InitPin(session, "13572468"u8, isOnDevice: false));
        Assert.Equal(CKR.OK, module.Logout(session));
        Assert.Equal(CKR.OK, module.Login(session, CKU.USER, "13572468"u8));
        Assert.True(simulator.Tokens[0].IsInitialized);
    }

    [Fact]
    public void A_token_never_initialised_with_an_officers_PIN_asks_for_it()
    {
        using TokenSimulator simulator = TokenSimulator.InMemory();
        simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", IsInitialized = false, SoPin = "2468ACE0" });
        using SimulatedCryptoki module = Start(simulator);
        Assert.Equal(CKR.PIN_INCORRECT, module.Administration.InitToken(0, "00000000"u8, isOnDevice: false, Padded("new")));
        Assert.Equal(CKR.OK, module.Administration.InitToken(0, "2468ACE0"u8, isOnDevice: false, Padded("new")));
    }

    [Fact]
    public void Session_objects_are_as_many_as_the_token_says()
    {
        using Bench bench = new(change: options => options with { MaxSessionObjects = 3 });
        for (int i = 0; i < 3; i++)
            bench.Create(TestKeys.Data(onToken: false));
        Assert.Equal(CKR.DEVICE_MEMORY, bench.TryCreate(TestKeys.Data(onToken: false), out _));
        Assert.Equal(3, bench.Token.MaxSessionObjects);
        using Bench many = new(change: options => options with { MaxSessionObjects = 2000 });
        for (int i = 0; i < 1500; i++)
            many.Create(TestKeys.Data(onToken: false));
        using Bench usual = new();
        Assert.Equal(1024, usual.Token.MaxSessionObjects);
    }

    [Fact]
    public void An_impossible_option_is_named()
    {
        SimulatedTokenOptions good = new() { Vendor = "generic" };
        (string Option, SimulatedTokenOptions Options)[] bad =
        [
            ("Vendor", good with { Vendor = "none" }), ("Pin", good with { Pin = "1" }), ("SoPin", good with { SoPin = "1" }),
            ("SoPin", good with { SoPin = null }),
            ("MaxPinAttempts", good with { MaxPinAttempts = 0 }),
            ("MaxFingerprintAttempts", good with { MaxFingerprintAttempts = 0 }),

            ("MaxSoPinAttempts", good with { MaxSoPinAttempts = -1 }),
            ("Memory", good with { Memory = 1_048_577 }),
            ("Memory", good with { Memory = -1 }),

            ("MaxObjects", good with { MaxObjects = -1 }), ("MaxSessionObjects", good with { MaxSessionObjects = 1_000_001 }),
            ("FingerprintTimeout", good with { FingerprintTimeout = TimeSpan.Zero }), ("Fingers", good with { Fingers = [0] }),
            ("FingerprintGrace", good with { FingerprintGrace = TimeSpan.FromHours(2) }),
        ];
        using TokenSimulator simulator = TokenSimulator.InMemory();
        Assert.All(bad, c => Assert.Equal(c.Option, c.Options.FindProblem()?.Option));
        Assert.All(bad, c => Assert.Equal(c.Option, Assert.Throws<ArgumentException>(() => simulator.CreateToken(c.Options)).ParamName));
        Assert.Null((good with { Memory = 1_048_576, MaxObjects = 100_000, MaxSessionObjects = 1_000_000 }).FindProblem());
        Assert.Empty(simulator.Tokens);
    }

    private static byte[] Padded(string label) => System.Text.Encoding.UTF8.GetBytes(label.PadRight(32));

    private static SimulatedCryptoki Start(TokenSimulator simulator)
    {
        SimulatedCryptoki module = simulator.CreateCryptoki();
        Assert.Equal(CKR.OK, module.Initialize());
        return module;
    }

    private static TokenFlags Flags(SimulatedCryptoki module)
    {
        Assert.Equal(CKR.OK, module.GetTokenInfo(0, out TokenInfo info));
        return info.Flags;
    }
}
