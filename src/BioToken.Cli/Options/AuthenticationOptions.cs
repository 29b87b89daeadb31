using System.CommandLine;

namespace BioToken.Cli;

/// <summary>How a person logs in: the PIN's file, how long to wait for a finger, and whether the final PIN attempt may be used.</summary>
internal sealed class AuthenticationOptions
{
    private readonly SecretOption _pin;
    private readonly Option<double?> _patience = new("--patience") { Description = Texts.Get("OptionPatience"), HelpName = "SECONDS" };
    private readonly Option<bool> _allowFinalTry = new("--allow-final-try") { Description = Texts.Get("OptionAllowFinalTry") };

    public AuthenticationOptions(Command command)
    {
        _patience.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && OptionNumber.TryRead<double>(result) is not (> 0 and <= 86_400))
                result.AddOwn(Texts.Format("PatienceInvalid", result.Tokens[0].Value));
        });
        _pin = new SecretOption(command, "--pin-file", "OptionPinFile", "AskPin");
        command.Options.Add(_patience);
        command.Options.Add(_allowFinalTry);
    }

    public SecretSource PinSource(ParseResult parse) => _pin.Read(parse);

    public void Apply(ParseResult parse, BioTokenOptions options)
    {
        if (parse.GetValue(_patience) is { } seconds)
            options.FingerprintPatience = TimeSpan.FromSeconds(seconds);
        options.AllowFinalPinTry = parse.GetValue(_allowFinalTry);
    }
}
