using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Folders;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Npki.Errors;
using BioToken.Npki.Passwords;

namespace BioToken.Cli.Commands.Npki;

/// <summary><c>password check</c>: whether a new certificate password keeps the rules.</summary>
internal sealed class PasswordCheckCommand : CliCommand
{
    private readonly SecretOption _password;
    private readonly PolicyOption _policy;

    public PasswordCheckCommand(CliHost host)
        : base(host, "check", "CommandPasswordCheck")
    {
        _password = new SecretOption(this, "--password-file", "OptionPasswordFile", "AskNewPassword");
        _policy = new PolicyOption(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        (string policyName, PasswordPolicy policy) = _policy.Read(parse);
        SecretSource source = _password.Read(parse);
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, source);
        Secret password = await secrets.GetAsync(source, cancellationToken);
        IReadOnlyList<PasswordViolation> broken = policy.Check(password.Text);
        if (broken.Count > 0)
        {
            throw new NpkiException(
                NpkiFailure.PasswordRejected,
                Texts.Format("PasswordRejected", policyName, string.Join(' ', broken.Select(rule => PasswordPolicy.Describe(rule)))))
            {
                Violations = broken,
            };
        }

        output.Line(Texts.Format("PasswordAccepted", policyName));
        output.Json(new PasswordDocument(policyName, Accepted: true, Folder: null), JsonOutput.Types.PasswordDocument);
    }
}
