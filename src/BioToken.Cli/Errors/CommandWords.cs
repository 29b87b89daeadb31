using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Errors;

/// <summary>
/// Translates the libraries' messages to this command: they name members of the API, each replaced by the option or command that does the
/// same.
/// </summary>
internal static partial class CommandWords
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["WriteOptions.AllowExpired"] = "--allow-expired",
        ["WriteOptions.AllowTestAuthority"] = "--allow-test-authority",
        ["WriteOptions.AllowMissingRandomValue"] = "--allow-missing-r",
        ["WriteOptions.AllowEraseBeforeWrite"] = "--allow-gap",
        ["BioTokenOptions.AllowFinalPinAttempt"] = "--allow-final-try",
        ["BioTokenOptions.JournalDirectory"] = "--journal",
        ["GetIdentitiesAsync"] = "\"biotoken certificates\"",
        ["GetInterruptedWriteAsync"] = "\"biotoken status\"",
        ["PlanResumeAsync"] = "\"biotoken status\"",
        ["ResumeAsync"] = "\"biotoken resume\"",
        ["AbandonAsync"] = "\"biotoken resume --abandon\"",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A message of a library.</summary>
    public static string Of(string message) => Member().Replace(message, match => Words.GetValueOrDefault(match.Value, match.Value));

    /// <summary>A plan of the library.</summary>
    public static WritePlan Of(WritePlan plan)
        => plan with { Rejections = [.. plan.Rejections.Select(rejection => rejection with { Message = Of(rejection.Message) })] };

    // Whole words only, which Korean particles may follow. A path or a name that contains such a word is not changed.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9._/\\-])(?:(?:Write|BioToken)Options\.[A-Z][A-Za-z]+|[A-Z][A-Za-z]+Async)(?![A-Za-z0-9])", RegexOptions.None, 1000)]
    private static partial Regex Member();
}
