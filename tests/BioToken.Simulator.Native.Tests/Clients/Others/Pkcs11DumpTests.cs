using System.Globalization;

namespace BioToken.Simulator.Native.Tests.Clients.Others;

/// <summary>Tests of pkcs11-dump, which requests every existing attribute of every object.</summary>
public sealed class Pkcs11DumpTests : IDisposable
{
    private const string Program = "pkcs11-dump";

    private readonly ClientBench _bench = new([Program]);

    [Fact]
    public void Info_and_slotlist_show_the_library_and_its_slot()
    {
        Assert.Contains("cryptokiVersion", _bench.Pass(Program, "info", _bench.Library), StringComparison.Ordinal);
        Assert.Contains(Slot + "\t", _bench.Pass(Program, "slotlist", _bench.Library), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dump_shows_every_object_and_no_secret()
    {
        await _bench.WriteIdentityAsync();

        string text = _bench.Pass(Program, "dump", _bench.Library, Slot, ClientBench.UserPin);

        Assert.Equal(_bench.Token.Objects.Count, text.Split("CKA_CLASS:").Length - 1);
        Assert.Equal(2, text.Split("CKO_PRIVATE_KEY").Length - 1);
        Assert.DoesNotContain("CKA_PRIVATE_EXPONENT", text, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private string Slot => _bench.Token.Slot.ToString(CultureInfo.InvariantCulture);
}
