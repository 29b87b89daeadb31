using System.CommandLine;
using System.Security.Cryptography;

namespace BioToken.Cli;

/// <summary><c>sign</c>: a detached RSA signature over a file.</summary>
internal sealed class SignCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = Texts.Get("ArgumentFile") };
    private readonly Option<string> _out = new("--out") { Description = Texts.Get("OptionOut"), HelpName = "SIG", Required = true };
    private readonly Option<string> _certificate = new("--certificate")
    {
        Description = Texts.Get("OptionCertificate"),
        HelpName = "SERIAL",
    };

    private readonly Option<string> _hash = new("--hash")
    {
        Description = Texts.Get("OptionHash"),
        HelpName = "sha256|sha384|sha512|sha1",
        DefaultValueFactory = static _ => "sha256",
    };

    private readonly Option<bool> _pss = new("--pss") { Description = Texts.Get("OptionPss") };
    private readonly SourceOptions _source;
    private readonly AuthenticationOptions _authentication;

    public SignCommand(CliHost host)
        : base(host, "sign", "CommandSign")
    {
        _hash.AcceptOnlyFromAmong("sha256", "sha384", "sha512", "sha1");
        Arguments.Add(_file);
        foreach (Option option in new Option[] { _out, _certificate, _hash, _pss })
            Options.Add(option);
        _source = new SourceOptions(this);
        _authentication = new AuthenticationOptions(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string file = parse.GetRequiredValue(_file);
        string signaturePath = parse.GetRequiredValue(_out);
        string? serial = parse.GetValue(_certificate) is { } typed ? SerialNumber.Parse(typed) : null;
        TokenSource source = _source.Read(parse);
        BioTokenOptions options = new();
        _authentication.Apply(parse, options);
        SecretSource pin = _authentication.PinSource(parse);
        if (file == "-" && pin.IsStandardInput)
            throw CliException.Usage("StandardInputTwice");
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, pin);
        byte[] data = await InputFile.ReadAsync(Host.Terminal, file, cancellationToken);
        OutputFile.CheckPossible(signaturePath);

        await using TokenConnection connection = new(Host, source, options);
        IBioToken token = await connection.OpenForUseAsync(output, cancellationToken);
        Authentication.CheckPossible(token.Info, options, secrets, pin);
        await Authentication.RunAsync(token, secrets, pin, output, cancellationToken);
        TokenIdentity? identity = serial is null ? null : await FindAsync(token, serial, cancellationToken);
        SignOptions how = new()
        {
            Identity = identity,
            HashAlgorithm = new HashAlgorithmName(parse.GetRequiredValue(_hash).ToUpperInvariant()),
            Padding = parse.GetValue(_pss) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1,
        };
        byte[] signature = await SignAsync(token, data, how, output, cancellationToken);
        OutputFile.Write(signaturePath, signature);
        output.Line(Texts.Format("Signed", signaturePath, signature.Length));
        output.Json(
            new SignatureDocument(
                TokenName.Of(token.Info), identity?.SerialNumber, file, signaturePath, signature.Length, parse.GetRequiredValue(_hash),
                parse.GetValue(_pss) ? "pss" : "pkcs1"),
            JsonOutput.Types.SignatureDocument);
    }

    private static async Task<TokenIdentity> FindAsync(IBioToken token, string serial, CancellationToken cancellationToken)
    {
        TokenIdentity found = TokenCertificates.Require(await token.GetIdentitiesAsync(cancellationToken), serial);
        return found.HasPrivateKey ? found : throw CliException.Of(ExitCode.NoSigningKey, "NoPrivateKey", found.SerialNumber);
    }

    private static async Task<byte[]> SignAsync(
        IBioToken token, byte[] data, SignOptions how, CommandOutput output, CancellationToken cancellationToken)
    {
        try
        {
            return await output.WithProgressAsync(
                Texts.Get("Signing"),
                report => token.SignAsync(data, how, Authentication.Prompts(report), cancellationToken));
        }
        catch (InvalidOperationException e) when (how.Identity is null && e is not ObjectDisposedException)
        {
            // Only now is it worth the calls to find out which keys there are.
            IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(cancellationToken);
            TokenIdentity[] able = [.. identities.Where(identity => identity.HasPrivateKey)];
            throw able.Length == 0
                ? new CliException(ExitCode.NoSigningKey, Texts.Get("NoSigningKey"), e)
                : new CliException(ExitCode.SeveralCertificates, Texts.Format("SeveralKeys", TokenCertificates.Serials(able)), e);
        }
    }
}
