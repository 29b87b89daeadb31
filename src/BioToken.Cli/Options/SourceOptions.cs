using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Resources;
using BioToken.Cli.Tokens;
using BioToken.Simulator;

namespace BioToken.Cli.Options;

/// <summary>
/// Where the token is: <c>--module</c> or <c>--simulator</c>, and <c>--token</c> if there are several; and the directory of its journal.
/// </summary>
internal sealed class SourceOptions
{
    private readonly Option<string> _module = new("--module") { Description = Texts.Get("OptionModule"), HelpName = "PATH" };
    private readonly Option<string?> _simulator = new("--simulator")
    {
        Description = Texts.Get("OptionSimulator"),
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _token = new("--token") { Description = Texts.Get("OptionToken"), HelpName = "LABEL" };
    private readonly Option<string> _journal = new("--journal") { Description = Texts.Get("OptionJournal"), HelpName = "DIR" };

    /// <param name="command">The command that the options are added to.</param>
    /// <param name="choosesToken">False for a command that is about all tokens.</param>
    public SourceOptions(Command command, bool choosesToken = true)
    {
        command.Options.Add(_module);
        command.Options.Add(_simulator);
        if (choosesToken)
            command.Options.Add(_token);
        command.Options.Add(_journal);
    }

    public TokenSource Read(ParseResult parse)
    {
        TokenSource source = new(FullPath(parse, _module), ReadSimulator(parse), parse.GetValue(_token), FullPath(parse, _journal));
        if (source is { Module: not null, Simulator: not null })
            throw CliException.Usage("SourceTwice");
        // Only on Windows do the manufacturers' drivers have known places.
        if (source is { Module: null, Simulator: null } && !OperatingSystem.IsWindows())
            throw CliException.Usage("SourceMissing");
        return source;
    }

    private static string? FullPath(ParseResult parse, Option<string> option)
        => parse.GetValue(option) switch
        {
            null => null,
            "" => throw CliException.Usage("PathEmpty", option.Name),
            { } path => Path.GetFullPath(path),
        };

    // Simulated tokens are used by explicit choice only: the option must be there, its value need not.
    private string? ReadSimulator(ParseResult parse)
        => parse.GetResult(_simulator) is { Implicit: false } ? parse.GetValue(_simulator) ?? TokenSimulator.DefaultDirectory : null;
}
