using System.CommandLine;
using BioToken.Npki;

namespace BioToken.Cli;

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
        IReadOnlyList<PasswordRule> broken = policy.Check(password.Text);
        if (broken.Count > 0)
        {
            throw new NpkiException(
                NpkiFailure.PasswordRejected,
                Texts.Format("PasswordRejected", policyName, string.Join(' ', broken.Select(rule => PasswordPolicy.Describe(rule)))))
            {
                BrokenRules = broken,
            };
        }

        output.Line(Texts.Format("PasswordAccepted", policyName));
        output.Json(new PasswordDocument(policyName, Accepted: true, Folder: null), JsonOutput.Types.PasswordDocument);
    }
}
