using BioToken.Cli.Resources;

namespace BioToken.Cli.Errors;

/// <summary>A command cannot go on, for a reason that it found itself. The message says what happened and what to do next.</summary>
internal sealed class CliException : Exception
{
    public CliException(ExitCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    public ExitCode Code { get; }

    /// <summary>The command line to type next; null if there is none in particular.</summary>
    public string? NextStep { get; init; }

    /// <summary>Whom to ask or what to do; null for the hint of the code.</summary>
    public string? Hint { get; init; }

    /// <summary>An exception whose text is in the resources.</summary>
    public static CliException Of(ExitCode code, string key, params ReadOnlySpan<object?> arguments)
        => new(code, Texts.Format(key, arguments));

    /// <summary>Options that do not go together, or one that is missing.</summary>
    public static CliException Usage(string key, params ReadOnlySpan<object?> arguments)
        => new(ExitCode.Usage, Texts.Format(key, arguments));
}
