using BioToken.Cli.Resources;

namespace BioToken.Cli.Errors;

/// <summary>A command failed for a reason of its own. The message states the reason and the next step.</summary>
internal sealed class CliException : Exception
{
    public CliException(ExitCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    public ExitCode Code { get; }

    /// <summary>The command line to type next; null if there is none in particular.</summary>
    public string? NextStep { get; init; }

    /// <summary>The contact or the next step; null for the exit code's hint.</summary>
    public string? Hint { get; init; }

    /// <summary>Makes an exception with a text of the resources.</summary>
    public static CliException Of(ExitCode code, string key, params ReadOnlySpan<object?> arguments)
        => new(code, Texts.Format(key, arguments));

    /// <summary>Makes an exception for conflicting or missing options.</summary>
    public static CliException Usage(string key, params ReadOnlySpan<object?> arguments)
        => new(ExitCode.Usage, Texts.Format(key, arguments));
}
