using System.CommandLine;
using BioToken.Authentication;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Cli.Tokens;
using BioToken.Tokens;

namespace BioToken.Cli.Commands.Tokens;

/// <summary><c>pin</c>: changes the PIN of a token.</summary>
internal sealed class PinCommand : CliCommand
{
    private readonly AccessOptions _access;
    private readonly SecretOption _newPin;

    public PinCommand(CliHost host)
        : base(host, "pin", "CommandPin")
    {
        _access = new AccessOptions(this, asksForFinger: false);
        _newPin = new SecretOption(this, "--new-pin-file", "OptionNewPinFile", "AskChangedPin");
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        TokenAccess access = _access.Read(parse);
        SecretSource changed = _newPin.Read(parse);
        // Standard input has a line for each, the new one first, as with passwords.
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, changed, access.Pin);
        await using TokenConnection connection = new(Host, access.Source, access.Options);
        IBioToken token = await connection.OpenAsync(cancellationToken);
        if (!token.Info.AuthenticationSteps.Contains(AuthenticationStep.Pin))
            throw CliException.Usage("PinNotUsed", Descriptions.Token(token.Info));
        TokenLogin login = new(token, access, secrets, output);
        await login.CheckPossibleAsync(cancellationToken);
        secrets.Require(changed);

        output.Note(Texts.Format("PlanToken", Descriptions.Token(token.Info)));
        await secrets.GetAsync(access.Pin, cancellationToken);
        Secret secret = await secrets.GetNewAsync(
            changed, Texts.Get("AskChangedPinAgain"), Texts.Get("ChangedPinDiffers"), typed => Judge(typed, token.Info), cancellationToken);
        using Pin newPin = TokenLogin.MakePin(secret, token.Info);
        await login.SendPinAsync(pin => token.ChangePinAsync(pin, newPin, cancellationToken), cancellationToken);
        output.Line(Texts.Format("PinChanged", Descriptions.Token(token.Info)));
        output.Json(new PinDocument(TokenName.Of(token.Info)), JsonOutput.Types.PinDocument);
    }

    /// <summary>Why a new PIN that was typed cannot be one of this token; null if it can.</summary>
    private static string? Judge(Secret typed, BioTokenInfo token)
    {
        try
        {
            using Pin pin = TokenLogin.MakePin(typed, token);
            return token.CheckPinLength(pin) is null ? null : TokenLogin.LengthOf(token);
        }
        catch (CliException e)
        {
            return e.Message;
        }
    }
}
