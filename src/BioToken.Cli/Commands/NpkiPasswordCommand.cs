using System.CommandLine;
using BioToken.Npki;

namespace BioToken.Cli;

/// <summary><c>npki password</c>: changes the password of a certificate folder.</summary>
internal sealed class NpkiPasswordCommand : CliCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = Texts.Get("ArgumentFolder") };
    private readonly SecretOption _password;
    private readonly SecretOption _newPassword;
    private readonly PolicyOption _policy;

    public NpkiPasswordCommand(CliHost host)
        : base(host, "password", "CommandNpkiPassword")
    {
        Arguments.Add(_folder);
        _password = new SecretOption(this, "--password-file", "OptionPasswordFile", "AskPassword");
        _newPassword = new SecretOption(this, "--new-password-file", "OptionNewPasswordFile", "AskNewPassword");
        _policy = new PolicyOption(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        NpkiFolder folder = NpkiFolder.Read(parse.GetRequiredValue(_folder));
        (string policyName, PasswordPolicy policy) = _policy.Read(parse, folder.Certificate);
        SecretSource old = _password.Read(parse);
        SecretSource changed = _newPassword.Read(parse);
        SecretSource again = changed with { Question = Texts.Get("AskNewPasswordAgain") };
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, old, changed);
        secrets.Require(old);
        secrets.Require(changed);
        await secrets.GetAsync(old, cancellationToken);
        // A change that was stopped may have left the keys with a password each, so that none opens both.
        PrivateKeyFile.Recover(folder.Path);
        // Found before a new one is thought up and typed twice.
        using (await secrets.OpenAsync(old, password => NpkiIdentity.Open(folder, password.Text), cancellationToken))
        {
        }

        Secret oldPassword = await secrets.GetAsync(old, cancellationToken);
        Secret newPassword = await ChooseAsync(secrets, changed, again, policyName, policy, cancellationToken);
        IReadOnlyList<string> leftovers = folder.ChangePassword(oldPassword.Text, newPassword.Text, policy);
        output.Line(Texts.Format("PasswordChanged", Printable.Of(folder.Path)));
        if (leftovers.Count > 0)
            output.Note(Texts.Format("PasswordLeftovers", string.Join(", ", leftovers)));
        output.Json(new PasswordDocument(policyName, Accepted: true, folder.Path), JsonOutput.Types.PasswordDocument);
    }

    /// <summary>The new password. One that was typed is typed twice, and until it keeps the rules; that of a file is left to the library to judge.</summary>
    private static async Task<Secret> ChooseAsync(
        SecretReader secrets,
        SecretSource source,
        SecretSource again,
        string policyName,
        PasswordPolicy policy,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            Secret password = await secrets.GetAsync(source, cancellationToken);
            if (!secrets.CanAskAgain(source))
                return password;
            IReadOnlyList<PasswordRule> broken = policy.Check(password.Text);
            if (broken.Count > 0)
            {
                string rules = string.Join(' ', broken.Select(rule => PasswordPolicy.Describe(rule)));
                secrets.Reject(source, Texts.Format("PasswordRejected", policyName, rules));
                continue;
            }

            if (password.IsSameAs(await secrets.GetAsync(again, cancellationToken)))
                return password;
            secrets.Reject(again, Texts.Get("NewPasswordDiffers"));
            secrets.Forget(source);
        }
    }
}
