using System.CommandLine;
using BioToken.Cli.Resources;
using BioToken.Simulator;

namespace BioToken.Cli.Options;

/// <summary>The simulator's directory: the first word of a command, or the default one.</summary>
internal sealed class SimulatorArgument
{
    private readonly Argument<string?> _directory = new("DIR")
    {
        Description = Texts.Get("ArgumentSimulator"),
        Arity = ArgumentArity.ZeroOrOne,
    };

    public SimulatorArgument(Command command) => command.Arguments.Add(_directory);

    public string Read(ParseResult parse) => parse.GetValue(_directory) ?? TokenSimulator.DefaultDirectory;
}
