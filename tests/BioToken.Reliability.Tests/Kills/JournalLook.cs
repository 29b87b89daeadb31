using System.Text.Json;

namespace BioToken.Reliability.Tests;

/// <summary>The command's reports about the journal.</summary>
internal static class JournalLook
{
    public const string Clean = "clean";
    public const string BeforeCommit = "beforeCommit";
    public const string AfterCommit = "afterCommit";
    public const string Gap = "gap";

    /// <summary>Gets the state.</summary>
    /// <param name="arguments">The command line.</param>
    public static Task<string> StateAsync(string[] arguments) => ReadAsync(arguments, "state");

    /// <summary>Resumes the interrupted operation.</summary>
    /// <param name="arguments">The command line.</param>
    /// <returns>The outcome.</returns>
    public static Task<string> ResumeAsync(string[] arguments) => ReadAsync(arguments, "outcome");

    private static async Task<string> ReadAsync(string[] arguments, string member)
    {
        using JsonDocument document = JsonDocument.Parse(await BiotokenCommand.SucceedAsync([.. arguments, "--json"]));
        return document.RootElement.GetProperty(member).GetString()!;
    }
}
