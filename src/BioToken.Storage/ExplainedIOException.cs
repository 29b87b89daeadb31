namespace BioToken.Storage;

/// <summary>A file failed. The message is written for people.</summary>
internal sealed class ExplainedIOException(string message, Exception? inner = null) : IOException(message, inner), IExplained;
