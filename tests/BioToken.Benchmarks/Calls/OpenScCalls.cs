namespace BioToken.Benchmarks;

/// <summary>The calls of OpenSC's pkcs11-tool for the same purposes, logged in the same way.</summary>
internal sealed class OpenScCalls
{
    private const string Program = "pkcs11-tool";
    private const string Id = "01";

    private static readonly string[] Login = ["--login", "--pin", SpiedToken.Pin];

    private readonly SpiedToken _token;
    private readonly string _certificate;
    private readonly string _key;

    /// <summary>Writes a key and a certificate to the token.</summary>
    public OpenScCalls(SpiedToken token)
    {
        _token = token;
        (_certificate, _key) = (_token.PathOf("cert.der"), _token.PathOf("key.der"));
        Tool.Run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Benchmark", "-outform", "DER",
            "-out", _certificate, "-keyout", _token.PathOf("key.pem")]);
        Tool.Run("openssl", ["pkey", "-in", _token.PathOf("key.pem"), "-outform", "DER", "-out", _key]);
        _token.Run(Program, WriteKey);
        _token.Run(Program, WriteCertificate);
    }

    /// <summary>Lists the certificate, without a login.</summary>
    public int List() => Count(module => ["--module", module, "--list-objects", "--type", "cert"]);

    /// <summary>Signs a file.</summary>
    public int Sign()
    {
        string data = _token.PathOf("data");
        File.WriteAllText(data, "benchmark");
        return Count(module => ["--module", module, .. Login, "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", Id,
            "--input-file", data, "--output-file", _token.PathOf("signature")]);
    }

    /// <summary>Deletes certificate and private key and writes them again, one run of the tool for each. Nothing is verified.</summary>
    public int Replace()
        => Count(module => Delete(module, "cert"))
            + Count(module => Delete(module, "privkey"))
            + Count(WriteKey)
            + Count(WriteCertificate);

    private static string[] Delete(string module, string type)
        => ["--module", module, .. Login, "--delete-object", "--type", type, "--id", Id];

    private string[] WriteKey(string module)
        => ["--module", module, .. Login, "--write-object", _key, "--type", "privkey", "--id", Id];

    private string[] WriteCertificate(string module)
        => ["--module", module, .. Login, "--write-object", _certificate, "--type", "cert", "--id", Id];

    private int Count(Func<string, string[]> arguments) => _token.Spy(Program, arguments).Sum(call => call.Count);
}
