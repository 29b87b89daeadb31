namespace BioToken.Cli.Output;

/// <summary>Receives reports of progress.</summary>
/// <param name="text">The step, or what a person should do now.</param>
/// <param name="detail">How far the step is; shown where it can be overwritten.</param>
internal delegate void ProgressReport(string text, string detail = "");
