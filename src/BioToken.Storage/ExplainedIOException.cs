namespace BioToken.Storage;

/// <summary>A failure of a file whose message is written for people.</summary>
internal sealed class ExplainedIOException(string message, Exception? innerException = null) : IOException(message, innerException), IExplained;
