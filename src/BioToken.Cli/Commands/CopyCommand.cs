using System.CommandLine;
using BioToken.Npki;

namespace BioToken.Cli;

/// <summary><c>copy</c>: brings a certificate from a folder onto a token, beside the others or in the place of one.</summary>
internal sealed class CopyCommand : CliCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = Texts.Get("ArgumentFolder") };
    private readonly SecretOption _password;
    private readonly Option<string> _replace = new("--replace") { Description = Texts.Get("OptionReplace"), HelpName = "SERIAL" };
    private readonly Option<bool> _allowExpired = new("--allow-expired") { Description = Texts.Get("OptionAllowExpired") };
    private readonly Option<bool> _allowTest = new("--allow-test-authority") { Description = Texts.Get("OptionAllowTestAuthority") };
    private readonly Option<bool> _yes = new("--yes") { Description = Texts.Get("OptionYes") };
    private readonly SourceOptions _source;
    private readonly AuthenticationOptions _authentication;

    public CopyCommand(CliHost host)
        : base(host, "copy", "CommandCopy")
    {
        Arguments.Add(_folder);
        _password = new SecretOption(this, "--password-file", "OptionPasswordFile", "AskPassword");
        foreach (Option option in new Option[] { _replace, _allowExpired, _allowTest, _yes })
            Options.Add(option);
        _source = new SourceOptions(this);
        _authentication = new AuthenticationOptions(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string? replace = parse.GetValue(_replace) is { } typed ? SerialNumber.Parse(typed) : null;
        TokenSource source = _source.Read(parse);
        BioTokenOptions options = new();
        _authentication.Apply(parse, options);
        WriteOptions allowed = new() { AllowExpired = parse.GetValue(_allowExpired), AllowTestAuthority = parse.GetValue(_allowTest) };
        SecretSource password = _password.Read(parse);
        SecretSource pin = _authentication.PinSource(parse);

        // In the order in which a person would want to know: files, then the token, and only then the PIN.
        NpkiFolder folder = NpkiFolder.Read(parse.GetRequiredValue(_folder));
        CertificateChecks.Dates(folder, allowed.AllowExpired, Host.Time);
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, password, pin);
        using NpkiIdentity identity = NpkiIdentity.Open(folder, (await secrets.GetAsync(password, cancellationToken)).Text);
        await using TokenConnection connection = new(source, options, Host.Time);
        IBioToken token = await connection.OpenAsync(cancellationToken);
        CertificateChecks.Authority(identity.Certificate, token.Info, allowed.AllowTestAuthority);
        CopyPlan plan = CopyPlan.Make(identity, await token.GetIdentitiesAsync(cancellationToken), replace);
        Authentication.CheckPossible(token.Info, options, secrets, pin);

        CopyDialogue dialogue = new(Host, output);
        dialogue.Show(plan, token.Info, identity);
        if (!parse.GetValue(_yes))
            plan = await dialogue.ConfirmAsync(plan, cancellationToken);
        await Authentication.RunAsync(token, secrets, pin, output, cancellationToken);
        if (plan.HiddenSerial is { } hidden)
            plan = plan.Replacing(TokenCertificates.Require(await token.GetIdentitiesAsync(cancellationToken), hidden));

        TokenIdentity written = await TokenChange.RunAsync(
            Host,
            output,
            Texts.Get("Copying"),
            (progress, cancel) => plan.Old is { } old
                ? token.ReplaceAsync(old, identity, allowed, progress, cancel)
                : token.WriteAsync(identity, allowed, progress, cancel));
        dialogue.ShowResult(plan, token.Info, written);
    }
}
