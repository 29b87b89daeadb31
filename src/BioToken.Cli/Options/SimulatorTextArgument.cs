using System.CommandLine;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Options;

/// <summary>The simulator's directory and a text for it. One argument for both words, since the optional one comes first.</summary>
internal sealed class SimulatorTextArgument
{
    private readonly Argument<string[]> _words;

    /// <param name="command">Its command.</param>
    /// <param name="name">Name of the text in the help.</param>
    /// <param name="description">Key of the description.</param>
    public SimulatorTextArgument(Command command, string name, string description)
    {
        _words = new(name) { Description = Texts.Get(description), HelpName = $"[DIR] {name}", Arity = new ArgumentArity(1, 2) };
        command.Arguments.Add(_words);
    }

    public string ReadDirectory(ParseResult parse)
        => parse.GetRequiredValue(_words) is [string directory, _] ? directory : TokenSimulator.DefaultDirectory;

    public string ReadText(ParseResult parse) => parse.GetRequiredValue(_words)[^1];
}
