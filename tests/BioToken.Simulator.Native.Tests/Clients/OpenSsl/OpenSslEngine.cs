using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.OpenSsl;

/// <summary>The openssl program, which uses the shared library through libp11's engine.</summary>
internal sealed class OpenSslEngine
{
    public const string Program = "openssl";

    private readonly ClientBench _bench;

    public OpenSslEngine(ClientBench bench, bool hasPin = true)
    {
        _bench = bench;
        string pin = hasPin ? $"PIN = {ClientBench.UserPin}" : "";
        bench.With("OPENSSL_CONF", bench.Write("openssl.cnf", Encoding.UTF8.GetBytes($"""
            openssl_conf = init
            [init]
            engines = engines
            [engines]
            pkcs11 = pkcs11
            [pkcs11]
            engine_id = pkcs11
            MODULE_PATH = {bench.Library}
            {pin}
            init = 0
            [req]
            distinguished_name = name
            [name]

            """)));
        ProgramOutcome result = bench.Run(Program, "engine", "-t", "pkcs11");
        Assert.SkipUnless(result.Text.Contains("[ available ]", StringComparison.Ordinal), "OpenSSL's pkcs11 engine is not installed.");
    }

    /// <summary>Returns the options that specify a private key of the token.</summary>
    public static string[] Key(string id, string option = "-key")
        => ["-engine", "pkcs11", "-keyform", "engine", option, ClientBench.Uri(id, "private")];

    /// <summary>Runs a command that must succeed.</summary>
    public string Pass(params string[] arguments) => _bench.Pass(Program, arguments);
}
