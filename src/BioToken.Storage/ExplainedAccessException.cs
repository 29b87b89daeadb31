namespace BioToken.Storage;

/// <summary>A file or folder that is refused, not by the system but by us, with a message that is written for people.</summary>
internal sealed class ExplainedAccessException(string message) : UnauthorizedAccessException(message), IExplained;
