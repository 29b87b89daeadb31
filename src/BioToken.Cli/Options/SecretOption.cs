using System.CommandLine;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;

namespace BioToken.Cli.Options;

/// <summary>An option that names the file of a secret. The secret itself is never an argument: every process can see arguments.</summary>
internal sealed class SecretOption
{
    private readonly Option<string> _file;
    private readonly string _question;

    /// <param name="command">The command that the option is added to.</param>
    /// <param name="name">The option.</param>
    /// <param name="description">Key of its description.</param>
    /// <param name="question">Key of the question if the option is missing.</param>
    public SecretOption(Command command, string name, string description, string question)
    {
        _file = new Option<string>(name) { Description = Texts.Get(description), HelpName = "FILE" };
        _question = question;
        command.Options.Add(_file);
    }

    public SecretSource Read(ParseResult parse) => new(parse.GetValue(_file), _file.Name, Texts.Get(_question));
}
