namespace BioToken.Reliability.Tests;

/// <summary>A program to run.</summary>
/// <param name="Program">Its path, or its name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Calls">The system calls that its kills are counted in, separated by commas.</param>
/// <param name="Environment">What is different in its environment.</param>
internal sealed record ToolRun(
    string Program, IReadOnlyList<string> Arguments, string Calls, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>The command line, for messages.</summary>
    public string Text => $"{Path.GetFileName(Program)} {string.Join(' ', Arguments)}";
}
