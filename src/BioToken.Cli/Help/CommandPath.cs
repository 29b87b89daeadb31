using System.CommandLine;

namespace BioToken.Cli.Help;

/// <summary>The words that lead to a command.</summary>
internal static class CommandPath
{
    public static string Of(Command command)
        => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Of(parent)} {command.Name}" : command.Name;

    public static Command RootOf(Command command)
        => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? RootOf(parent) : command;
}
