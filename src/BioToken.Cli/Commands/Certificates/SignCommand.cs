using System.CommandLine;
using System.Security.Cryptography;
using BioToken.Cli.Errors;
using BioToken.Cli.Files;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Cli.Tokens;
using BioToken.Errors;
using BioToken.Signing;
using BioToken.Tokens;

namespace BioToken.Cli.Commands.Certificates;

/// <summary><c>sign</c>: a detached RSA signature over a file.</summary>
internal sealed class SignCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = Texts.Get("ArgumentFile") };
    private readonly Option<string> _out = new("--out") { Description = Texts.Get("OptionOut"), HelpName = "SIG", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = Texts.Get("OptionForce") };
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
    private readonly AccessOptions _access;

    public SignCommand(CliHost host)
        : base(host, "sign", "CommandSign")
    {
        _hash.OneOf("sha256", "sha384", "sha512", "sha1");
        Arguments.Add(_file);
        foreach (Option option in new Option[] { _out, _force, _certificate, _hash, _pss })
            Options.Add(option);
        _access = new AccessOptions(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string file = parse.GetRequiredValue(_file);
        string path = parse.GetRequiredValue(_out);
        string? serial = parse.GetValue(_certificate) is { } typed ? SerialNumber.Parse(typed) : null;
        TokenAccess access = _access.Read(parse);
        if (file == "-" && access.Pin.IsStandardInput)
            throw CliException.Usage("StandardInputTwice");
        if (path == "-" && output.IsJson)
            throw CliException.Usage("OutputAndJson");
        if (path == "-" && Host.Terminal.IsOutputTerminal)
            throw CliException.Usage("OutputIsTerminal");
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, access.Pin);
        byte[] data = await InputFile.ReadAsync(Host.Terminal, file, cancellationToken);
        OutputTarget target = await OutputTarget.ChooseAsync(Host.Terminal, path, file, parse.GetValue(_force), cancellationToken);
        using OutputFile signatureFile = OutputFile.Reserve(Host.Terminal, target, SignOptions.MaxSignatureLength);

        await using TokenConnection connection = new(Host, access.Source, access.Options);
        IBioToken token = await connection.OpenForUseAsync(output, cancellationToken);
        await new SigningCertificate(token, serial, Host.Time).CheckAsync(access.Pin, output, cancellationToken);
        TokenLogin login = new(token, access, secrets, output);
        await login.CheckPossibleAsync(cancellationToken);
        await login.RunAsync(cancellationToken);
        SignOptions how = new()
        {
            Identity = await new SigningCertificate(token, serial, Host.Time).ChooseAsync(cancellationToken),
            HashAlgorithm = new HashAlgorithmName(parse.GetRequiredValue(_hash).ToUpperInvariant()),
            Padding = parse.GetValue(_pss) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1,
        };
        byte[] signature = await login.TryFingersAsync(() => SignAsync(token, data, how, output, cancellationToken));
        signatureFile.Complete(signature);
        if (!target.IsStandardOutput)
            output.Line(Texts.Format("Signed", path, signature.Length));
        output.Json(Describe(parse, token.Info, how, signature.Length), JsonOutput.Types.SignatureDocument);
    }

    private SignatureDocument Describe(ParseResult parse, BioTokenInfo token, SignOptions how, int length) => new(
        TokenName.Of(token),
        how.Identity?.SerialNumber,
        parse.GetRequiredValue(_file),
        parse.GetRequiredValue(_out),
        length,
        parse.GetRequiredValue(_hash),
        how.Padding == RSASignaturePadding.Pss ? "pss" : "pkcs1");

    private static async Task<byte[]> SignAsync(
        IBioToken token, byte[] data, SignOptions how, CommandOutput output, CancellationToken cancellationToken)
    {
        try
        {
            return await output.WithProgressAsync(
                Texts.Get("Signing"),
                report => token.SignAsync(data, how, TokenLogin.Prompts(report), cancellationToken));
        }
        catch (BioTokenException e) when (
            e.Reason is BioTokenError.NoSigningKey or BioTokenError.SeveralSigningKeys or BioTokenError.PublicKeyMissing)
        {
            throw new CliException(ExitCode.NoSigningKey, Texts.Get("NoSigningKey"), e);
        }
    }
}
