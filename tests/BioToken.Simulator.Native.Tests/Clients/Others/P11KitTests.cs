using BioToken.Simulator.Native.Tests.Clients.OpenSc;

namespace BioToken.Simulator.Native.Tests.Clients.Others;

/// <summary>Tests of p11-kit's server, which makes a module available to other processes through remote calls.</summary>
public sealed class P11KitTests : IDisposable
{
    private static readonly string[] Clients =
    [
        "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so",
        "/usr/lib64/pkcs11/p11-kit-client.so",
        "/usr/lib/pkcs11/p11-kit-client.so",
    ];

    private readonly ClientBench _bench = new(["p11-kit", Pkcs11Tool.Program, "openssl"]);

    [Fact]
    public async Task Client_behind_the_server_signs_while_another_uses_the_library_itself()
    {
        string? client = Array.Find(Clients, File.Exists);
        Assert.SkipWhen(client is null, "p11-kit-client.so is not installed.");
        await _bench.WriteIdentityAsync();
        using RunningProgram server = _bench.Start(
            "p11-kit", "server", "--foreground", "--sh", "--provider", _bench.Library, "pkcs11:token=" + ClientBench.Label);
        string address = server.WaitFor("P11_KIT_SERVER_ADDRESS=").Split(';')[0];
        _bench.With("P11_KIT_SERVER_ADDRESS", address);
        string data = _bench.Write("data", "message"u8);
        string[] arguments =
            ["--login", "--pin", ClientBench.UserPin, "--sign", "-m", "SHA256-RSA-PKCS", "--id", ClientBench.SigningId, "-i", data, "-o"];

        using RunningProgram direct = _bench.Start(Pkcs11Tool.Program, ["--module", _bench.Library, .. arguments, _bench.Folder["direct"]]);
        _bench.Pass(Pkcs11Tool.Program, ["--module", client, .. arguments, _bench.Folder["remote"]]);

        Assert.Equal(0, direct.WaitForExit());
        foreach (string signature in (string[])["direct", "remote"])
            _bench.Pass("openssl", "dgst", "-sha256", "-verify", _bench.Folder["sign.pub"], "-signature", _bench.Folder[signature], data);
    }

    public void Dispose() => _bench.Dispose();
}
