using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.Others;

/// <summary>Tests of gnupg-pkcs11-scd, through which GnuPG accesses PKCS#11 tokens.</summary>
public sealed class GnuPgTests : IDisposable
{
    private readonly ClientBench _bench = new(["gnupg-pkcs11-scd"]);

    [Fact]
    public async Task Learn_lists_the_certificates_with_their_keys()
    {
        await _bench.WriteIdentityAsync();
        string options = _bench.Write(
            "scd.conf", Encoding.ASCII.GetBytes($"providers simulator\nprovider-simulator-library {_bench.Library}\n"));
        using RunningProgram daemon = _bench.Start("gnupg-pkcs11-scd", "--server", "--options", options);
        daemon.WaitFor("OK PKCS#11 smart-card server");

        daemon.WriteLine("LEARN --force");
        daemon.WaitFor("\nOK");
        daemon.WriteLine("BYE");

        Assert.Equal(0, daemon.WaitForExit());
        Assert.Equal(2, daemon.Text.Split("\nS KEYPAIRINFO ").Length - 1);
        Assert.Contains($"/{_bench.Serial}/", daemon.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();
}
