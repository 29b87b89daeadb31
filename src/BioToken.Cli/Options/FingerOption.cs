using System.CommandLine;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Options;

/// <summary>Which simulated finger; a finger is no more than its number.</summary>
internal sealed class FingerOption
{
    private readonly Option<int> _finger = new("--finger")
    {
        Description = Texts.Get("OptionFinger"),
        HelpName = "N",
        DefaultValueFactory = static _ => 1,
    };

    public FingerOption(Command command)
    {
        _finger.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && OptionNumber.TryRead<int>(result) is not >= 1)
                result.AddOwn(Texts.Format("FingerInvalid", result.Tokens[0].Value));
        });
        command.Options.Add(_finger);
    }

    public int Read(ParseResult parse) => parse.GetValue(_finger);
}
