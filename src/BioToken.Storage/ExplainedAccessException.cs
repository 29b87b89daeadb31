namespace BioToken.Storage;

/// <summary>A file or folder was rejected by this library, not by the system. The message is written for people.</summary>
internal sealed class ExplainedAccessException(string message) : UnauthorizedAccessException(message), IExplained;
