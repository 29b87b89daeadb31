namespace BioToken.Reliability.Tests;

/// <summary>A program to run.</summary>
/// <param name="Program">The program's path or name.</param>
/// <param name="Arguments">The program's arguments.</param>
/// <param name="Calls">The system calls by which kills are counted, separated by commas.</param>
/// <param name="Environment">The changes to the program's environment.</param>
internal sealed record ToolRun(
    string Program, IReadOnlyList<string> Arguments, string Calls, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>The command line, for messages.</summary>
    public string Text => $"{Path.GetFileName(Program)} {string.Join(' ', Arguments)}";
}
