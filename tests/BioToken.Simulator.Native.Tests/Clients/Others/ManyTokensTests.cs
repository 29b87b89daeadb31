using System.Text.RegularExpressions;

namespace BioToken.Simulator.Native.Tests.Clients;

/// <summary>Tests with more tokens than the limits of any client: all are listed, and the last one works.</summary>
public sealed partial class ManyTokensTests
{
    private const int Tokens = 300;

    [Fact]
    public void Pkcs11Tool_lists_all_of_three_hundred_tokens_and_uses_the_last()
    {
        using ClientBench bench = Fill(new ClientBench(["pkcs11-tool"]));
        string listed = bench.Pass("pkcs11-tool", "--module", bench.Library, "--list-slots");
        Assert.Equal(Tokens, TokenLabel().Count(listed));
        string[] login = ["--module", bench.Library, "--token-label", $"SIMULATED {Tokens}", "--login", "--pin", ClientBench.UserPin];
        bench.Pass("pkcs11-tool", [.. login, "--keypairgen", "--key-type", "EC:secp256r1", "--id", "01", "--label", "last"]);
        Assert.Equal(2, bench.Simulator.Tokens[^1].Objects.Count);
    }

    [Fact]
    public void Python_gets_the_handles_of_all_of_three_hundred_tokens_in_one_call()
    {
        using ClientBench bench = Fill(new ClientBench(["python3"]));
        string script = bench.Write("list.py", System.Text.Encoding.ASCII.GetBytes("""
            import ctypes, sys
            module = ctypes.CDLL(sys.argv[1])
            count = ctypes.c_ulong(1 << 40)
            slots = (ctypes.c_ulong * 1000)()
            assert module.C_Initialize(None) == 0
            assert module.C_GetSlotList(1, slots, ctypes.byref(count)) == 0
            print(count.value, len(set(slots[:count.value])))
            """));
        Assert.Equal($"{Tokens} {Tokens}", bench.Pass("python3", script, bench.Library).Trim());
    }

    [GeneratedRegex(@"token label\s+: SIMULATED", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TokenLabel();

    private static ClientBench Fill(ClientBench bench)
    {
        for (int i = 2; i <= Tokens; i++)
        {
            bench.Simulator.CreateToken(new SimulatedTokenOptions
            {
                Vendor = "generic",
                Label = $"{i}",
                Pin = ClientBench.UserPin,
                PinIterations = 1,
            });
        }

        return bench;
    }
}
