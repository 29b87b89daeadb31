namespace BioToken.Cli.Output;

/// <summary>Receives reports of progress.</summary>
/// <param name="text">The step, or the prompt for the person.</param>
/// <param name="detail">The step's progress; shown if the line can be overwritten.</param>
internal delegate void ProgressReport(string text, string detail = "");
