using System.CommandLine;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;

namespace BioToken.Cli.Options;

/// <summary>How a person logs in: the PIN's file, how long to wait for a finger, and whether the final PIN attempt may be used.</summary>
internal sealed class AuthenticationOptions
{
    private readonly SecretOption _pin;
    private readonly Option<double?> _timeout =
        new("--fingerprint-timeout") { Description = Texts.Get("OptionFingerprintTimeout"), HelpName = "SECONDS" };
    private readonly Option<bool> _allowFinalTry = new("--allow-final-try") { Description = Texts.Get("OptionAllowFinalTry") };

    public AuthenticationOptions(Command command, bool asksForFinger = true)
    {
        _timeout.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && OptionNumber.TryRead<double>(result) is not (> 0 and <= 86_400))
                result.AddOwn(Texts.Format("FingerprintTimeoutInvalid", result.Tokens[0].Value));
        });
        _pin = new SecretOption(command, "--pin-file", "OptionPinFile", "AskPin");
        if (asksForFinger)
            command.Options.Add(_timeout);
        command.Options.Add(_allowFinalTry);
    }

    public SecretSource PinSource(ParseResult parse) => _pin.Read(parse);

    public BioTokenOptions Read(ParseResult parse)
    {
        BioTokenOptions options = new() { AllowFinalPinAttempt = parse.GetValue(_allowFinalTry) };
        if (parse.GetValue(_timeout) is { } seconds)
            options.FingerprintTimeout = TimeSpan.FromSeconds(seconds);
        return options;
    }
}
