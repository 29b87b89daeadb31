namespace BioToken.Testing;

/// <summary>An input broke a parser's promise; the message has the input and the line that replays the run.</summary>
public sealed class FuzzFailureException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public FuzzFailureException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public FuzzFailureException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public FuzzFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
