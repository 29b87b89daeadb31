namespace BioToken.Npki;

/// <summary>A failure of a file whose message is written for people, in their language.</summary>
internal sealed class ExplainedIOException : IOException
{
    public ExplainedIOException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
