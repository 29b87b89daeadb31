namespace BioToken.Testing;

/// <summary>An input violated a parser's guarantee; the message contains the input and the line that replays the run.</summary>
public sealed class FuzzFailureException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public FuzzFailureException()
    {
    }

    /// <summary>Creates an exception.</summary>
    public FuzzFailureException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    public FuzzFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
