using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Folders;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys.Files;
using BioToken.Npki.Passwords;

namespace BioToken.Cli.Commands.Npki;

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
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, old, changed);
        secrets.Require(old);
        secrets.Require(changed);
        await secrets.GetAsync(old, cancellationToken);
        // An interrupted change may have left different passwords, so that none opens both keys.
        PrivateKeyFile.Recover(folder.Path);
        // Found before a new one is thought up and typed twice.
        using (await secrets.OpenAsync(old, password => NpkiIdentity.Open(folder, password.Text), cancellationToken))
        {
        }

        Secret oldPassword = await secrets.GetAsync(old, cancellationToken);
        // The library checks one from a file.
        Secret newPassword = await secrets.GetNewAsync(
            changed,
            Texts.Get("AskNewPasswordAgain"),
            Texts.Get("NewPasswordDiffers"),
            typed => Judge(typed, policyName, policy),
            cancellationToken);
        IReadOnlyList<string> leftovers = folder.ChangePassword(oldPassword.Text, newPassword.Text, policy);
        output.Line(Texts.Format("PasswordChanged", Printable.Of(folder.Path)));
        if (leftovers.Count > 0)
            output.Note(Texts.Format("PasswordLeftovers", string.Join(", ", leftovers)));
        output.Json(new PasswordDocument(policyName, Accepted: true, folder.Path), JsonOutput.Types.PasswordDocument);
    }

    private static string? Judge(Secret password, string policyName, PasswordPolicy policy)
    {
        IReadOnlyList<PasswordViolation> broken = policy.Check(password.Text);
        return broken.Count == 0
            ? null
            : Texts.Format("PasswordRejected", policyName, string.Join(' ', broken.Select(rule => PasswordPolicy.Describe(rule))));
    }
}
