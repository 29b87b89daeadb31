namespace BioToken.Cli.Errors;

/// <summary>A change of a token stopped, and the journal is left open: the cause, and what goes on with it.</summary>
internal sealed class StoppedException : Exception
{
    public StoppedException(Exception cause, string nextStep)
        : base(cause.Message, cause)
    {
        Cause = cause;
        NextStep = nextStep;
    }

    public Exception Cause { get; }

    /// <summary>The command line to type next.</summary>
    public string NextStep { get; }
}
