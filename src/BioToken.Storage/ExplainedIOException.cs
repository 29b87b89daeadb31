namespace BioToken.Storage;

/// <summary>A failure of a file whose message is written for people.</summary>
internal sealed class ExplainedIOException(string message, Exception? inner = null) : IOException(message, inner), IExplained;
