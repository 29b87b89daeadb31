using System.CommandLine;

namespace BioToken.Cli.Help;

/// <summary>Options that many commands have; their help is one page for all.</summary>
internal static class CommonOptions
{
    private static readonly string[] Names =
    [
        "--module", "--simulator", "--token", "--journal", "--pin-file", "--fingerprint-timeout", "--allow-final-try", "--json", "--lang",
        "--help", "--version",
    ];

    public static bool Contains(Option option) => Names.Contains(option.Name);

    /// <summary>Those of one command, with those of the commands above it.</summary>
    public static IEnumerable<Option> Of(Command command)
        => command.Options.Concat(Above(command))
            .Where(option => Contains(option) && !option.Hidden)
            .DistinctBy(option => option.Name, StringComparer.Ordinal)
            .OrderBy(option => Array.IndexOf(Names, option.Name));

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All(Command root)
        => Tree(root).SelectMany(command => command.Options).Where(Contains).DistinctBy(option => option.Name, StringComparer.Ordinal)
            .OrderBy(option => Array.IndexOf(Names, option.Name));

    private static IEnumerable<Option> Above(Command command)
        => command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive).Concat(Above(parent)));

    private static IEnumerable<Command> Tree(Command root) => root.Subcommands.SelectMany(Tree).Prepend(root);
}
